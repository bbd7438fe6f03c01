using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A sink that stores nothing and remembers everything, for programs without any store.</summary>
internal sealed class FakeSink : IAttemptSink, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public CancellationToken Stop => stop.Token;

    /// <summary>Every report in its order.</summary>
    public List<AttemptReport> Reports { get; } = [];

    /// <summary>Reports that were settled, at each time.</summary>
    public List<int> Settled { get; } = [];

    /// <summary>The last step that was told.</summary>
    public int Step { get; private set; }

    /// <summary>What a settling throws.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Hears each report; it may ask the program to stop.</summary>
    public Action<AttemptReport> Hears { get; set; } = _ => { };

    public void RequestStop() => stop.Cancel();

    public void Progress(int step, double iterationsPerSecond) => Step = step;

    public void Report(AttemptReport report)
    {
        Reports.Add(report);
        Hears(report);
    }

    public void Settle()
    {
        if (Fault is { } fault)
            throw fault;
        Settled.Add(Reports.Count);
    }

    public void Dispose() => stop.Dispose();
}
