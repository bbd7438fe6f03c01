using System.Collections.Concurrent;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Specs;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A program whose attempts do what a test says and otherwise run until they are told to finish or to stop.</summary>
internal sealed class Rehearsal : IAttemptProgram
{
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> finish = new();
    private readonly ConcurrentDictionary<string, Func<AttemptOrder, IAttemptSink, AttemptResult?>> acts = new();
    private readonly ConcurrentQueue<AttemptLease> started = new();
    private readonly ConcurrentQueue<AttemptLease> ended = new();
    private int running;
    private int mostRunning;

    /// <summary>The attempts so far, in the order in which they began.</summary>
    public IReadOnlyList<AttemptLease> Started => [.. started];

    /// <summary>The attempts that have ended, in that order.</summary>
    public IReadOnlyList<AttemptLease> Ended => [.. ended];

    /// <summary>The trials in the order in which they began.</summary>
    public IReadOnlyList<string> Order => [.. started.Select(lease => lease.TrialId)];

    /// <summary>Most attempts that ever ran at once.</summary>
    public int MostRunning => Volatile.Read(ref mostRunning);

    public bool UsesTorch => false;

    public bool Handles(TrialSpec trial) => true;

    /// <summary>What a trial's attempts do; null as a result goes on to wait.</summary>
    public void Act(string trialId, Func<AttemptOrder, IAttemptSink, AttemptResult?> act) => acts[trialId] = act;

    /// <summary>Lets a trial's attempts complete.</summary>
    public void Finish(string trialId) => Gate(trialId).Set();

    /// <summary>Lets the attempts of an experiment's first trials complete.</summary>
    public void FinishAll(long experiment, int trials)
    {
        for (var number = 1; number <= trials; number++)
            Finish($"{experiment}-{number}");
    }

    public AttemptResult Run(AttemptOrder order, IAttemptSink sink)
    {
        started.Enqueue(order.Lease);
        InterlockedMax(Interlocked.Increment(ref running));
        try
        {
            if (acts.TryGetValue(order.Lease.TrialId, out var act) && act(order, sink) is { } result)
                return result;
            Gate(order.Lease.TrialId).Wait(sink.Stop);
            return new(AttemptState.Completed, 10) { WeightsSha256 = "feed" };
        }
        catch (OperationCanceledException)
        {
            return new(AttemptState.Stopped, 5);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            ended.Enqueue(order.Lease);
        }
    }

    private ManualResetEventSlim Gate(string trialId) => finish.GetOrAdd(trialId, _ => new());

    private void InterlockedMax(int running)
    {
        int most;
        while ((most = MostRunning) < running && Interlocked.CompareExchange(ref mostRunning, running, most) != most)
        {
            // Another attempt has raised it meanwhile.
        }
    }
}
