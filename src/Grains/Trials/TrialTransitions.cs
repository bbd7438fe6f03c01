using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Trials;

/// <summary>How a trial stands after what happened to an attempt of it, as the store has it by then.</summary>
internal static class TrialTransitions
{
    /// <summary>The state that the end of an attempt leads to.</summary>
    /// <param name="attempt">How the attempt ended.</param>
    /// <param name="failures">How many attempts have failed before this one and count.</param>
    /// <param name="retries">How many may.</param>
    /// <param name="wanted">The state that somebody wants it to end in; null where it is to be queued again.</param>
    public static TrialState After(AttemptState attempt, int failures, int retries, TrialState? wanted) => attempt switch
    {
        AttemptState.Completed => TrialState.Completed,
        AttemptState.Diverged => TrialState.Diverged,
        AttemptState.Failed when failures >= retries => TrialState.Failed,
        _ => wanted ?? TrialState.Queued,
    };

    /// <summary>A trial whose attempt has begun.</summary>
    /// <param name="trial">How it stood.</param>
    /// <param name="lease">The attempt's.</param>
    /// <param name="leaseTime">How long a lease lasts.</param>
    public static TrialSummary Begun(this TrialSummary trial, AttemptLease lease, TimeSpan leaseTime) => trial with
    {
        State = TrialState.Running,
        SlotId = lease.SlotId,
        Attempts = (int)lease.Epoch,
        Message = null,
        IsBlocked = false,
        StartedAt = trial.StartedAt ?? lease.ExpiresAt - leaseTime,
    };

    /// <summary>A trial whose attempt has ended.</summary>
    /// <param name="trial">How it stood.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="state">The state that it led to.</param>
    /// <param name="endedAt">When it ended.</param>
    public static TrialSummary Ended(this TrialSummary trial, AttemptOutcome outcome, TrialState state, DateTimeOffset endedAt) => trial with
    {
        State = state,
        Step = outcome.Step,
        IterationsPerSecond = outcome.IterationsPerSecond is { } rate && double.IsFinite(rate) ? rate : trial.IterationsPerSecond,
        NetworkEvaluations = outcome.NetworkEvaluations ?? trial.NetworkEvaluations,
        WeightsSha256 = outcome.WeightsSha256 ?? trial.WeightsSha256,
        Message = outcome.Message,
        EndedAt = state == TrialState.Queued ? null : endedAt,
        SlotId = null,
        IsBlocked = state == TrialState.Queued && outcome.State == AttemptState.Blocked,
    };
}
