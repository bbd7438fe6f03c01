using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Dashboard.Live;

/// <summary>How far an experiment is and how long it may still take.</summary>
/// <param name="DoneSteps">Steps that were computed.</param>
/// <param name="LostSteps">Steps that never will be, of trials that failed, diverged or were cancelled.</param>
/// <param name="TotalSteps">Steps of all trials.</param>
/// <param name="IterationsPerSecond">Rate of all running trials together.</param>
/// <param name="Left">Time left; null where nothing runs or nothing is known yet.</param>
public sealed record ProgressEstimate(long DoneSteps, long LostSteps, long TotalSteps, double IterationsPerSecond, TimeSpan? Left)
{
    /// <summary>The estimate for the trials of one experiment.</summary>
    /// <param name="trials">Its trials as they stand.</param>
    /// <param name="now">The time.</param>
    public static ProgressEstimate Of(IReadOnlyCollection<TrialSummary> trials, DateTimeOffset now) => new(
        trials.Sum(Done),
        trials.Where(EndedEarly).Sum(trial => trial.Iterations - Done(trial)),
        trials.Sum(trial => (long)trial.Iterations),
        trials.Where(trial => trial.State == TrialState.Running).Sum(trial => trial.IterationsPerSecond ?? 0),
        QueueTime.Left(trials, new TrialPace(trials, now), now));

    /// <summary>Whether a trial ended before it was complete.</summary>
    /// <param name="trial">The trial.</param>
    public static bool EndedEarly(TrialSummary trial) => trial.State is TrialState.Failed or TrialState.Diverged or TrialState.Cancelled;

    private static long Done(TrialSummary trial) => trial.State == TrialState.Completed ? trial.Iterations : trial.Step;
}
