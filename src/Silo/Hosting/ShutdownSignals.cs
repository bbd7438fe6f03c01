using System.Runtime.InteropServices;

namespace FastOde.Silo.Hosting;

/// <summary>
/// The first Ctrl-C, SIGTERM or SIGHUP asks for an orderly end, which lets running attempts write a checkpoint; the second
/// ends the process at once, as if there were no handler. A process under <c>nohup</c> does not hear SIGHUP.
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    /// <summary>The first signal ends work that stores nothing until it is done.</summary>
    public const string NothingStored = "stopping; nothing is stored";

    private const string AfterCheckpoints = "stopping after a checkpoint of each running trial";

    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly TextWriter errors;
    private readonly string announcement;

    private ShutdownSignals(TextWriter errors, string announcement)
    {
        this.errors = errors;
        this.announcement = announcement;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        if (!HangUp.IsIgnored)
            registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal));
    }

    /// <summary>Does what a signal may interrupt.</summary>
    /// <param name="work">The work.</param>
    /// <param name="announcement">What the first signal brings about.</param>
    /// <returns>The exit code of the work, or of the signal that came before its end.</returns>
    public static async Task<int> Run(Func<ShutdownSignals, Task<int>> work, string announcement = AfterCheckpoints)
    {
        using var signals = new ShutdownSignals(Console.Error, announcement);
        try
        {
            return await work(signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>The exit code that says which signal it was.</summary>
    public int ExitCode { get; private set; } = Output.ExitCode.Interrupted;

    /// <summary>Waits for the first signal.</summary>
    public Task Wait()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stop.Token.Register(heard.SetResult);
        return heard.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (stop.IsCancellationRequested)
            return;
        context.Cancel = true;
        ExitCode = context.Signal switch
        {
            PosixSignal.SIGTERM => Output.ExitCode.Terminated,
            PosixSignal.SIGHUP => Output.ExitCode.HungUp,
            _ => Output.ExitCode.Interrupted,
        };
        errors.WriteLine($"{announcement}; once more ends at once");
        stop.Cancel();
    }
}
