using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;
using FastOde.Specs;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The loop of one run. What falls on the same step always happens in the same order: losses, curvature, evaluation,
/// checkpoint; so a checkpoint comes after everything that was measured at its step.
/// </summary>
internal sealed class TrainingLoop(
    TrialSpec trial, TrainingRun run, ITrialEvaluator evaluator, CheckpointDirectory? checkpoints,
    ITrainingObserver observer, TimeProvider clock)
{
    private TimeSpan training;
    private int steps;
    private int savedStep = run.Step;

    private double Rate => training > TimeSpan.Zero ? steps / training.TotalSeconds : 0;

    /// <summary>Trains to the end, unless something ends it before.</summary>
    public TrainingOutcome Run(CancellationToken cancellation)
    {
        if (!run.Meter.Reported && IsEvent(run.Step) && !TryReport(cancellation))
            return Stopped();
        while (run.Step < trial.Iterations)
        {
            if (cancellation.IsCancellationRequested)
                return Stopped();
            var loss = AdvanceToNextEvent(cancellation);
            if (!loss.IsFinite)
                return Diverged(loss);
            if (cancellation.IsCancellationRequested || !TryReport(cancellation))
                return Stopped();
        }

        return Outcome(TrainingStatus.Completed, null);
    }

    private bool TryReport(CancellationToken cancellation)
    {
        try
        {
            Report(cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool Falls(int step, int every) => every > 0 && step % every == 0;

    private TrainingLoss AdvanceToNextEvent(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        TrainingLoss loss;
        do
        {
            loss = run.Advance();
            steps++;
        }
        while (loss.IsFinite && !IsEvent(run.Step) && !cancellation.IsCancellationRequested);
        training += clock.GetElapsedTime(start);
        return loss;
    }

    private bool IsEvent(int step) =>
        step >= trial.Iterations || Falls(step, trial.Log.Every) || Falls(step, trial.Log.CurvatureEvery)
        || Falls(step, trial.Log.TimeBinsEvery) || Falls(step, trial.Evaluation.Every) || Falls(step, trial.Checkpoint.Every);

    private void Report(CancellationToken cancellation)
    {
        var step = run.Step;
        var end = step >= trial.Iterations;
        var metrics = new List<TrainingMetric>();
        if (end || Falls(step, trial.Log.Every))
            metrics.AddRange(run.Meter.Report(step));
        if (trial.Log.CurvatureEvery > 0 && (end || Falls(step, trial.Log.CurvatureEvery)))
            metrics.Add(new TrainingMetric(TrainingMetrics.Curvature, step, evaluator.Curvature(run.VelocityField)));
        if (end || Falls(step, trial.Log.TimeBinsEvery))
            metrics.AddRange(run.Meter.ReportByTime(step));
        if (end && trial.Log.VariancePairs > 1)
            metrics.AddRange(run.VelocityVariances(trial.Log.VariancePairs).Select((value, bin) => new TrainingMetric(TrainingMetrics.VelocityVarianceIn(bin), step, value)));
        if (metrics.Count > 0)
            observer.Measured(metrics);
        observer.Progressed(step, Rate);
        if (end || Falls(step, trial.Evaluation.Every))
            observer.Evaluated(step, evaluator.Evaluate(run.VelocityField, cancellation));
        run.Meter.Reported = true;
        if (end || Falls(step, trial.Checkpoint.Every))
            Save();
    }

    private void Save()
    {
        if (checkpoints is null || savedStep == run.Step)
            return;
        observer.CheckpointDue(run.Step);
        observer.CheckpointWritten(checkpoints.Save(run.Capture()));
        savedStep = run.Step;
    }

    private TrainingOutcome Stopped()
    {
        Save();
        return Outcome(TrainingStatus.Stopped, $"Stopped at step {run.Step} of {trial.Iterations}.");
    }

    private TrainingOutcome Diverged(TrainingLoss loss) => Outcome(
        TrainingStatus.Diverged,
        (double.IsFinite(loss.Total) ? $"The loss of the prior's flow became {loss.PriorFlow}" : $"The loss became {loss.Total}")
        + $" at step {run.Step}; lower optimizer.learningRate or set optimizer.clipNorm. "
        + (savedStep > 0 ? $"The checkpoint of step {savedStep} is kept." : "No checkpoint was written before."));

    private TrainingOutcome Outcome(TrainingStatus status, string? message) => new()
    {
        Status = status,
        Step = run.Step,
        WeightsSha256 = run.WeightsSha256(),
        IterationsPerSecond = Rate,
        Evaluations = run.Evaluations,
        Message = message,
    };
}
