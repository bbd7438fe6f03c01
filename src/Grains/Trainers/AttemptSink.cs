using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Stores what an attempt reports in this process, under the attempt's lease, and then tells the trial. Metric points are
/// gathered for a moment, and so is the environment; anything else is stored at once, with what waits before it. When a write is refused or fails, the
/// attempt is stopped and nothing more is written. Writes are tried again by the store alone.
/// </summary>
internal sealed class AttemptSink : IAttemptSink, IDisposable
{
    /// <summary>Reports that may wait to be stored.</summary>
    public const int QueueLength = 1024;

    // Seen soon, and still few transactions.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(150);

    private readonly AttemptLease lease;
    private readonly IMeasurementStore store;
    private readonly ITrialGrain trial;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Entry> queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly HashSet<int> evaluatedSteps = [];
    private readonly Task writing;
    private volatile TaskCompletionSource hurry = NotYet();
    private volatile Exception? failure;
    private int step;
    private double rate;
    private bool isSaid;

    /// <summary>Starts taking reports.</summary>
    public AttemptSink(AttemptLease lease, IMeasurementStore store, ITrialGrain trial, TimeProvider clock, ILogger logger)
    {
        (this.lease, this.store, this.trial, this.clock, this.logger) = (lease, store, trial, clock, logger);
        writing = Task.Run(WriteAll);
    }

    /// <inheritdoc/>
    public CancellationToken Stop => stop.Token;

    /// <summary>Why nothing is written any more; null while all is well.</summary>
    public Exception? Failure => failure;

    /// <summary>Steps done.</summary>
    public int Step => Volatile.Read(ref step);

    /// <summary>Current rate.</summary>
    public double IterationsPerSecond => Volatile.Read(ref rate);

    /// <summary>Reports that wait to be stored.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Steps whose evaluations this attempt has stored; known after <see cref="Complete"/>.</summary>
    public IEnumerable<int> EvaluatedSteps => evaluatedSteps;

    /// <summary>Asks the program to save its state and return.</summary>
    public void RequestStop() => stop.Cancel();

    /// <summary>Stops the attempt and writes nothing more.</summary>
    /// <param name="reason">A lost lease, or what went wrong; the first counts.</param>
    public void Abandon(Exception reason)
    {
        failure ??= reason;
        RequestStop();
    }

    /// <inheritdoc/>
    public void Progress(int step, double iterationsPerSecond)
    {
        Volatile.Write(ref this.step, step);
        Volatile.Write(ref rate, iterationsPerSecond);
    }

    /// <inheritdoc/>
    public void Report(AttemptReport report)
    {
        Put(new(report, null));
        if (report is not (MetricReport or EnvironmentReport))
            Hurry();
    }

    /// <inheritdoc/>
    public void Settle()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Put(new(null, settled));
        Hurry();
        settled.Task.GetAwaiter().GetResult();
        if (failure is { } reason)
            ExceptionDispatchInfo.Throw(reason);
    }

    /// <summary>Takes no further reports, and waits until those it has are stored or refused and the trial knows.</summary>
    public async Task Complete()
    {
        queue.Writer.TryComplete();
        Hurry();
        await writing;
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private static TaskCompletionSource NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hurry() => hurry.TrySetResult();

    private void Put(Entry entry)
    {
        if (queue.Writer.TryWrite(entry))
            return;
        Hurry();

        // The thread is the program's own, and waiting is what slows it down to what can be stored.
        queue.Writer.WriteAsync(entry).AsTask().GetAwaiter().GetResult();
    }

    private async Task WriteAll()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            if (!hurry.Task.IsCompleted)
                await Task.WhenAny(hurry.Task, Task.Delay(Gathering, clock));
            hurry = NotYet();
            var entries = Take();
            AttemptReport[] reports = [.. entries.Select(entry => entry.Report).OfType<AttemptReport>()];
            if (reports.Length > 0 && failure is null)
                await Store(reports);
            foreach (var entry in entries)
                entry.Settled?.SetResult();
            if (failure is null)
                await Tell(reports);
        }
    }

    private List<Entry> Take()
    {
        List<Entry> entries = [];
        while (entries.Count < QueueLength && queue.Reader.TryRead(out var entry))
            entries.Add(entry);
        if (entries.Count == QueueLength)
            Hurry();
        return entries;
    }

    private async Task Store(AttemptReport[] reports)
    {
        try
        {
            await store.Add(lease, reports, CancellationToken.None);
            evaluatedSteps.UnionWith(reports.OfType<EvaluationReport>().SelectMany(report => report.Rows).Select(row => row.Step));
        }
        catch (Exception error)
        {
            if (error is not LeaseLostException && !MachineFault.IsIn(error))
                logger.LogError(error, "What trial {Trial} measured could not be stored", lease.TrialId);
            Abandon(error);
        }
    }

    /// <summary>The trial is told once it is stored, so that nobody sees what a query would not find.</summary>
    private async Task Tell(AttemptReport[] reports)
    {
        try
        {
            if (reports.OfType<MetricReport>().SelectMany(report => report.Points).ToArray() is { Length: > 0 } points)
                await trial.MetricsAdded(lease, points);
            foreach (var report in reports.OfType<EvaluationReport>())
                await trial.EvaluationsAdded(lease, report.Rows, report.Objective, report.OtherValues);
            isSaid = false;
        }
        catch (Exception error)
        {
            // A silo that is away is away for every batch; what is stored is read from the store once it is back.
            if (!isSaid)
                logger.LogWarning("Trial {Trial} could not be told of stored measurements, which are safe: {Reason}", lease.TrialId, error.Message);
            isSaid = true;
        }
    }

    private sealed record Entry(AttemptReport? Report, TaskCompletionSource? Settled);
}
