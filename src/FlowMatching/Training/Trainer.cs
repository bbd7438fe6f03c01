using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Runs a trial from its last checkpoint, or from the start, to its end, to its divergence or to its cancellation, on
/// the calling thread. Every number it reports is a function of options and step, so a run that was killed and resumed
/// reports what one that was not would have reported.
/// </summary>
/// <param name="source">Finds the data that trials name.</param>
/// <param name="evaluator">Makes the evaluator of a trial; disposed of at the end of the run.</param>
/// <param name="clock">Measures speed; nothing else depends on it.</param>
public sealed class Trainer(DatasetSource source, Func<TrainingOptions, TrainingData?, ITrialEvaluator> evaluator, TimeProvider clock)
{
    /// <summary>A trainer that evaluates on the trial's own data set.</summary>
    /// <param name="source">Finds the data that trials name.</param>
    /// <param name="clock">Measures speed; nothing else depends on it.</param>
    public Trainer(DatasetSource source, TimeProvider clock)
        : this(source, (options, data) => new DatasetEvaluator(options, source, clock, data?.TeacherEnds), clock)
    {
    }

    /// <summary>A trainer for points of the plane that evaluates on the trial's own data set.</summary>
    /// <param name="clock">Measures speed; nothing else depends on it.</param>
    public Trainer(TimeProvider clock)
        : this(new DatasetSource(), clock)
    {
    }

    /// <summary>Trains.</summary>
    /// <param name="options">What to train, for how long, and what to report.</param>
    /// <param name="checkpoints">Where the trial's checkpoints are; null keeps none.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <param name="data">What a trial with a teacher trains on instead of its data set; disposed of at the end of the run.</param>
    /// <exception cref="Catalogs.UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="Datasets.Images.ImageDatasetException">A data set of images cannot be used.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written.</exception>
    public TrainingOutcome Run(
        TrainingOptions options, CheckpointDirectory? checkpoints, ITrainingObserver observer, CancellationToken cancellation, TrainingData? data = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        using var run = new TrainingRun(options, data ?? source.Open(options));
        using var evaluations = evaluator(options, data);
        Resume(run, options, checkpoints, observer);
        observer.Started(run.Step);
        return new TrainingLoop(options, run, evaluations, checkpoints, observer, clock).Run(cancellation);
    }

    private static void Resume(TrainingRun run, TrainingOptions options, CheckpointDirectory? checkpoints, ITrainingObserver observer)
    {
        if (checkpoints?.LoadLatest(TrainingFingerprint.Of(options), observer.CheckpointRejected) is { } checkpoint)
            run.Restore(checkpoint);
    }
}
