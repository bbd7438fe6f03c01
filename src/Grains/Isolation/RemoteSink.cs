using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;

namespace FastOde.Grains.Isolation;

/// <summary>Takes what a program reports in a trainer process, and sends it to the silo, which stores it.</summary>
/// <param name="messages">To the silo.</param>
/// <param name="clock">Spaces signs of life.</param>
internal sealed class RemoteSink(MessageStream messages, TimeProvider clock) : IAttemptSink, IDisposable
{
    /// <summary>Least time between two signs of life; the silo passes them on far less often.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private volatile TaskCompletionSource<string?>? settling;
    private long told;

    /// <inheritdoc/>
    public CancellationToken Stop => stop.Token;

    /// <summary>Asks the program to save its state and return.</summary>
    public void RequestStop() => stop.Cancel();

    /// <summary>The silo's answer to <see cref="Settle"/>.</summary>
    public void Settled(string? fault) => settling?.TrySetResult(fault);

    /// <inheritdoc/>
    public void Progress(int step, double iterationsPerSecond)
    {
        if (told != 0 && clock.GetElapsedTime(told) < ProgressInterval)
            return;
        told = clock.GetTimestamp();
        messages.Send(new ProgressMessage(step, iterationsPerSecond));
    }

    /// <inheritdoc/>
    public void Report(AttemptReport report) => messages.Send(new ReportMessage(report));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">One could not be stored; the silo knows why.</exception>
    public void Settle()
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        settling = answer;
        messages.Send(new SettleMessage());

        // The thread is the program's own.
        if (answer.Task.GetAwaiter().GetResult() is { } fault)
            throw new InvalidOperationException(fault);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();
}
