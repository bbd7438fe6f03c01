using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;
using FastOde.Specs;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Runs a trial from its last checkpoint, or from the start, to its end, to its divergence or to its cancellation, on
/// the calling thread. Every number it reports is a function of options and step, so a run that was killed and resumed
/// reports what one that was not would have reported.
/// </summary>
/// <param name="source">Finds the data that trials name.</param>
/// <param name="evaluator">Makes the evaluator of a trial; disposed of at the end of the run.</param>
/// <param name="clock">Measures speed; nothing else depends on it.</param>
public sealed class Trainer(DatasetSource source, Func<TrialSpec, TrainingData?, ITrialEvaluator> evaluator, TimeProvider clock)
{
    /// <summary>A trainer that evaluates on the trial's own data set.</summary>
    /// <param name="source">Finds the data that trials name.</param>
    /// <param name="clock">Measures speed; nothing else depends on it.</param>
    public Trainer(DatasetSource source, TimeProvider clock)
        : this(source, (trial, data) => new DatasetEvaluator(trial, source, clock, data?.TeacherEnds), clock)
    {
    }

    /// <summary>A trainer for points of the plane that evaluates on the trial's own data set.</summary>
    /// <param name="clock">Measures speed; nothing else depends on it.</param>
    public Trainer(TimeProvider clock)
        : this(new DatasetSource(), clock)
    {
    }

    /// <summary>Trains.</summary>
    /// <param name="trial">What to train, for how long, and what to report.</param>
    /// <param name="checkpoints">Where the trial's checkpoints are; null keeps none.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <param name="data">What a trial with a teacher trains on instead of its data set; disposed of at the end of the run.</param>
    /// <exception cref="Catalogs.UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="Datasets.Images.ImageDatasetException">A data set of images cannot be used.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written.</exception>
    public TrainingOutcome Run(
        SeededTrial trial, CheckpointDirectory? checkpoints, ITrainingObserver observer, CancellationToken cancellation, TrainingData? data = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(observer);
        using var run = new TrainingRun(trial, data ?? source.Open(trial));
        using var evaluations = evaluator(trial.Spec, data);
        Resume(run, trial, checkpoints, observer);
        observer.Started(run.Step);
        return new TrainingLoop(trial.Spec, run, evaluations, checkpoints, observer, clock).Run(cancellation);
    }

    private static void Resume(TrainingRun run, SeededTrial trial, CheckpointDirectory? checkpoints, ITrainingObserver observer)
    {
        if (checkpoints?.LoadLatest(fingerprint => TrainingFingerprint.Fits(fingerprint, trial), observer.CheckpointRejected) is { } checkpoint)
            run.Restore(checkpoint);
    }
}
