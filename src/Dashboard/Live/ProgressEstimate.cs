using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Dashboard.Live;

/// <summary>How far an experiment is and how long it may still take.</summary>
/// <param name="DoneSteps">Steps done by all trials.</param>
/// <param name="TotalSteps">Steps of all trials; of one that ended early only those it did.</param>
/// <param name="IterationsPerSecond">Rate of all running trials together.</param>
/// <param name="Left">Time left at this rate; null where nothing runs.</param>
public sealed record ProgressEstimate(long DoneSteps, long TotalSteps, double IterationsPerSecond, TimeSpan? Left)
{
    /// <summary>The estimate for the trials of one experiment.</summary>
    /// <param name="trials">Its trials as they stand.</param>
    public static ProgressEstimate Of(IReadOnlyCollection<TrialSummary> trials)
    {
        var total = trials.Sum(trial => EndedEarly(trial) ? trial.Step : (long)trial.Iterations);
        var done = trials.Sum(trial => trial.State == TrialState.Completed ? trial.Iterations : (long)trial.Step);
        var rate = trials.Where(trial => trial.State == TrialState.Running).Sum(trial => trial.IterationsPerSecond ?? 0);
        return new ProgressEstimate(done, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - done) / rate) : null);
    }

    private static bool EndedEarly(TrialSummary trial) => trial.State is TrialState.Failed or TrialState.Diverged or TrialState.Cancelled;
}
