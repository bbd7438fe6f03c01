using FastOde.Contracts.Results;

namespace FastOde.Contracts.Progress;

/// <summary>
/// How long trials take a step, evaluations and checkpoints included: as finished trials of the same assignment did, and
/// the further a trial is, the more as it did itself. So nothing jumps when a trial begins, evaluates or ends.
/// </summary>
public sealed class TrialPace
{
    // Before that, loading and compiling are most of what the clock has seen.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset now;
    private readonly Dictionary<string, double> typicalByLabel;
    private readonly double? typical;
    private readonly bool hasFinished;

    /// <summary>Learns from trials.</summary>
    /// <param name="trials">Trials of one or more experiments.</param>
    /// <param name="now">The time.</param>
    public TrialPace(IReadOnlyCollection<TrialSummary> trials, DateTimeOffset now)
    {
        this.now = now;
        var finished = trials.Where(trial => trial.State == TrialState.Completed)
            .Select(trial => (trial.Label, Pace: Finished(trial)))
            .Where(pair => pair.Pace is not null)
            .ToList();
        typicalByLabel = finished.GroupBy(pair => pair.Label).ToDictionary(group => group.Key, group => group.Average(pair => pair.Pace!.Value));
        hasFinished = finished.Count > 0;
        typical = hasFinished
            ? finished.Average(pair => pair.Pace)
            : trials.Where(trial => trial.State == TrialState.Running).Select(Own).Average();
    }

    /// <summary>Seconds that a trial which has not ended still takes; null while nothing is known.</summary>
    /// <param name="trial">The trial.</param>
    public double? SecondsLeft(TrialSummary trial)
    {
        var expected = typicalByLabel.TryGetValue(trial.Label, out var known) ? known : typical;
        if (trial.State != TrialState.Running)
            return expected * (trial.Iterations - trial.Step);

        var bySteps = SecondsPerStep(trial, expected) * (trial.Iterations - trial.Step);

        // After its last step a trial is evaluated, and no step says how far that is.
        var byClock = hasFinished && Elapsed(trial) is { } elapsed ? (expected * trial.Iterations) - elapsed.TotalSeconds : null;
        return byClock > bySteps ? byClock : bySteps;
    }

    /// <summary>Seconds that a trial of unknown assignment takes; null while nothing is known.</summary>
    /// <param name="iterations">Its steps.</param>
    public double? WholeTrial(double iterations) => typical * iterations;

    private double? SecondsPerStep(TrialSummary trial, double? expected)
    {
        var own = Own(trial);
        var share = (double)trial.Step / Math.Max(1, trial.Iterations);
        return expected is { } usual && own is { } seen ? (share * seen) + ((1 - share) * usual) : own ?? expected;
    }

    // Of a trial that was interrupted, the clock has also seen the time in between.
    private TimeSpan? Elapsed(TrialSummary trial) => trial.Attempts == 1 ? now - trial.StartedAt : null;

    private static double? Finished(TrialSummary trial) => trial switch
    {
        { Iterations: <= 0 } => null,
        { Attempts: 1, StartedAt: { } started, EndedAt: { } ended } => (ended - started).TotalSeconds / trial.Iterations,
        _ => Rated(trial),
    };

    private double? Own(TrialSummary trial) => trial switch
    {
        { Step: <= 0 } => null,
        _ when Elapsed(trial) is { } elapsed && elapsed > WarmUp => elapsed.TotalSeconds / trial.Step,
        _ => Rated(trial),
    };

    private static double? Rated(TrialSummary trial) => trial.IterationsPerSecond is > 0 and { } rate ? 1 / rate : null;
}
