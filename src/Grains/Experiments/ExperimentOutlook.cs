using FastOde.Contracts.Progress;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>
/// What can only be said of an experiment by looking at all its trials: the best so far, and when it will have ended. It looks
/// every few seconds at most, however often it is asked and however much its trials report.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class ExperimentOutlook(TimeProvider clock)
{
    /// <summary>How long what was seen stays good.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private DateTimeOffset? seenAt;
    private bool hadEnded;
    private double? best;
    private DateTimeOffset? endsAbout;

    /// <summary>A summary with both.</summary>
    /// <param name="experiment">The experiment with the present counts.</param>
    /// <param name="board">Its trials.</param>
    public ExperimentSummary Of(ExperimentSummary experiment, TrialBoard board)
    {
        var now = clock.GetUtcNow();
        if (seenAt is not { } seen || now - seen >= Interval || now < seen || hadEnded != board.AllEnded)
            Look(experiment, board, now);
        return experiment with { BestValue = best, EndsAbout = endsAbout };
    }

    private void Look(ExperimentSummary experiment, TrialBoard board, DateTimeOffset now)
    {
        List<TrialSummary> trials = [.. board.Trials.Values];
        (seenAt, hadEnded) = (now, board.AllEnded);
        best = experiment.Objective is { } objective ? Best(objective, trials) : null;
        endsAbout = experiment.RunningTrials > 0
            ? now + QueueTime.Left(trials, new TrialPace(trials, now), now, Math.Max(0, experiment.TrialCount - trials.Count))
            : null;
    }

    private static double? Best(ObjectiveSpec objective, IEnumerable<TrialSummary> trials) =>
        objective.Goals().BestFirst(trials.Where(trial => trial is { State: TrialState.Completed, ObjectiveValue: not null }), trial => trial.ObjectiveValue, trial => trial.OtherValues)
            .FirstOrDefault()?.ObjectiveValue;
}
