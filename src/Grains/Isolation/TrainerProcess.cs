using System.Diagnostics;
using System.Globalization;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using Orleans.Serialization;

namespace FastOde.Grains.Isolation;

/// <summary>
/// A process that runs the attempts of one slot, one after the other. It speaks the attempt's sink over its standard input and
/// output, and ends when this process does.
/// </summary>
internal sealed class TrainerProcess : IDisposable
{
    // What Linux and .NET add to the number of the signal that ended a process.
    private const int BySignal = 128;
    private const int KillSignal = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly MessageStream messages;

    /// <summary>Starts the process.</summary>
    /// <exception cref="TrainerProcessException">It cannot be started.</exception>
    public TrainerProcess(TrainerProcessOptions options, Serializer<TrainerMessage> serializer)
    {
        try
        {
            process = Process.Start(new ProcessStartInfo(options.Program, options.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            throw new TrainerProcessException($"the trainer process {options.Program} cannot be started: {error.Message}", isOfTheMachine: true);
        }

        messages = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, serializer);
    }

    /// <summary>Whether it can take an attempt.</summary>
    public bool IsAlive => !process.HasExited;

    /// <summary>Runs an attempt to its end, on the caller's thread as far as the sink is concerned.</summary>
    /// <exception cref="TrainerProcessException">It ended by an exception, or the process did.</exception>
    public AttemptResult Run(AttemptOrder order, IAttemptSink sink)
    {
        try
        {
            messages.Send(new RunMessage(order));
            using var stopping = sink.Stop.Register(() => Stop(order.Lease));
            return Listen(sink);
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <summary>Lets the process end, and ends it where it does not.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
            process.Kill();
        process.Dispose();
    }

    private AttemptResult Listen(IAttemptSink sink)
    {
        while (messages.Receive() is { } message)
        {
            switch (message)
            {
                case ProgressMessage progress:
                    sink.Progress(progress.Step, progress.IterationsPerSecond);
                    break;
                case ReportMessage report:
                    sink.Report(report.Report);
                    break;
                case SettleMessage:
                    messages.Send(Settle(sink));
                    break;
                case EndedMessage ended:
                    return ended.Result;
                case FaultMessage fault:
                    throw new TrainerProcessException(fault.Text, fault.IsOfTheMachine, fault.Detail);
                default:
                    throw new InvalidOperationException($"a trainer process does not send {message.GetType().Name}");
            }
        }

        throw Ended();
    }

    private static SettledMessage Settle(IAttemptSink sink)
    {
        try
        {
            sink.Settle();
            return new(null);
        }
        catch (Exception error)
        {
            // The sink keeps it, and whoever runs the attempt asks the sink.
            return new(error.Message);
        }
    }

    private void Stop(AttemptLease lease)
    {
        try
        {
            messages.Send(new StopMessage(lease));
        }
        catch (IOException)
        {
            // Whoever listens to the process learns that it has ended.
        }
    }

    private TrainerProcessException Ended()
    {
        if (!process.WaitForExit(Patience))
            process.Kill();
        process.WaitForExit();
        var signal = process.ExitCode - BySignal;
        return signal switch
        {
            KillSignal => new("the trainer process was killed, as the system does where memory runs out", isOfTheMachine: true),
            > 0 => new(string.Create(CultureInfo.InvariantCulture, $"the trainer process was ended by signal {signal}; what it said last is on standard error"), isOfTheMachine: false),
            _ => new(string.Create(CultureInfo.InvariantCulture, $"the trainer process ended with code {process.ExitCode}; what it said last is on standard error"), isOfTheMachine: false),
        };
    }
}
