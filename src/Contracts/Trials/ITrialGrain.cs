using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>
/// One trial: waits for a slot, starts attempts on it and records how they end; notifies its experiment. The key is
/// the trial's id, <c>{experiment}-{number}</c>.
/// </summary>
[Alias("FastOde.ITrialGrain")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Queues the trial for a slot; harmless when it is queued, runs or has ended.</summary>
    /// <param name="trial">The trial as its experiment knows it, so that it need not be read.</param>
    /// <param name="terms">What its experiment says of all its trials.</param>
    [Alias("Start")]
    Task Start(TrialSummary trial, TrialTerms terms);

    /// <summary>Stops a running attempt after a checkpoint and leaves the trial queued but without a place in line.</summary>
    [Alias("Pause")]
    Task Pause();

    /// <summary>Ends the trial; a running attempt after a checkpoint.</summary>
    [Alias("Cancel")]
    Task Cancel();

    /// <summary>Ends the trial as <see cref="Cancel"/> does, but as one that others promise more than: it is pruned.</summary>
    /// <param name="reason">Why, for people.</param>
    [Alias("Prune")]
    Task Prune(string reason);

    /// <summary>Called by the scheduler: the slot is the trial's until its attempt ends.</summary>
    /// <param name="slotId">The slot.</param>
    /// <param name="shares">What the trial has of GPUs there; none where it computes on the processor, or takes what it finds.</param>
    /// <returns>False where the trial no longer wants a slot.</returns>
    [Alias("SlotGranted")]
    Task<bool> SlotGranted(string slotId, IReadOnlyList<GpuShare> shares);

    /// <summary>
    /// Called by the scheduler: the trial saves a checkpoint, gives its slot back, waits again and goes on from there later. No
    /// retry is used up.
    /// </summary>
    /// <param name="slotId">The slot.</param>
    /// <param name="reason">Why, for people.</param>
    /// <returns>False where the trial does not have the slot.</returns>
    [Alias("GiveWay")]
    Task<bool> GiveWay(string slotId, string reason);

    /// <summary>Called by the runner at least every few seconds while an attempt runs.</summary>
    [Alias("Progress")]
    Task Progress(AttemptProgress progress);

    /// <summary>Called by the scheduler while the trial is first in line and no machine may start it.</summary>
    /// <param name="reason">What is in the way; null where nothing is any more.</param>
    [Alias("Hindered")]
    Task Hindered(string? reason);

    /// <summary>Called by the runner with metric points that are stored.</summary>
    [Alias("MetricsAdded")]
    Task MetricsAdded(AttemptLease lease, IReadOnlyList<MetricPoint> points);

    /// <summary>Called by the runner with an evaluation that is stored.</summary>
    /// <param name="lease">The attempt's lease.</param>
    /// <param name="rows">The cells of one step.</param>
    /// <param name="objective">Value of the objective among them, or null.</param>
    /// <param name="others">The trial's other values among them.</param>
    [Alias("EvaluationsAdded")]
    Task EvaluationsAdded(AttemptLease lease, IReadOnlyList<EvaluationRecord> rows, double? objective, IReadOnlyList<double?> others);

    /// <summary>Called by the runner when an attempt has ended.</summary>
    [Alias("AttemptEnded")]
    Task AttemptEnded(AttemptOutcome outcome);

    /// <summary>Called when the lease of the trial's attempt has run out: the trial is queued again.</summary>
    [Alias("LeaseExpired")]
    Task LeaseExpired(long epoch);
}
