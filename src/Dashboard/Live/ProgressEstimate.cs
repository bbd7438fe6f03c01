using FastOde.Contracts.Progress;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Live;

/// <summary>How far an experiment is and how long it may still take.</summary>
/// <param name="DoneSteps">Steps that were computed.</param>
/// <param name="LostSteps">Steps that never will be, of trials that failed, diverged, were pruned or cancelled.</param>
/// <param name="TotalSteps">Steps of all trials.</param>
/// <param name="IterationsPerSecond">Rate of all running trials together.</param>
/// <param name="Left">Time left; null where nothing runs or nothing is known yet.</param>
public sealed record ProgressEstimate(long DoneSteps, long LostSteps, long TotalSteps, double IterationsPerSecond, TimeSpan? Left)
{
    /// <summary>The estimate for the trials of one experiment.</summary>
    /// <param name="trials">Its trials as they stand.</param>
    /// <param name="now">The time.</param>
    /// <param name="coming">Trials that are not stored yet; they are taken to be as long as the others are on average.</param>
    public static ProgressEstimate Of(IReadOnlyCollection<TrialSummary> trials, DateTimeOffset now, int coming = 0) => new(
        trials.Sum(Done),
        trials.Where(EndedEarly).Sum(trial => trial.Iterations - Done(trial)),
        trials.Sum(trial => (long)trial.Iterations) + (coming > 0 && trials.Count > 0 ? (long)(coming * trials.Average(trial => trial.Iterations)) : 0),
        trials.Where(trial => trial.State == TrialState.Running).Sum(trial => trial.IterationsPerSecond ?? 0),
        QueueTime.Left(trials, new TrialPace(trials, now), now, coming));

    /// <summary>Whether a trial ended before it was complete.</summary>
    /// <param name="trial">The trial.</param>
    public static bool EndedEarly(TrialSummary trial) => trial.State is TrialState.Failed or TrialState.Diverged or TrialState.Cancelled or TrialState.Pruned;

    private static long Done(TrialSummary trial) => trial.State == TrialState.Completed ? trial.Iterations : trial.Step;
}
