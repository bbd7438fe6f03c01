using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Specs;
using FastOde.Grains.Trainers;
using FastOde.Specs;
using FastOde.Storage.Directories;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Programs;

/// <summary>Trains a velocity network, from the trial's last checkpoint where there is one.</summary>
internal sealed class TrainingProgram(
    Trainer trainer, Lessons lessons, ITrialStore trials, IMeasurementStore measurements, DataDirectory directory, ILogger<TrainingProgram> logger)
    : IAttemptProgram
{
    /// <summary>Folder of a trial's checkpoints, in the trial's own.</summary>
    public const string CheckpointFolder = "checkpoints";

    /// <inheritdoc/>
    public bool UsesTorch => true;

    /// <inheritdoc/>
    public bool Handles(TrialSpec trial) => trial.Function is null;

    /// <inheritdoc/>
    public AttemptResult Run(AttemptOrder order, AttemptRecorder recorder, CancellationToken stop)
    {
        var trialId = order.Lease.TrialId;
        var onRecord = OnRecord(trialId);
        var recorded = RecordedFiles.Checkpoints(onRecord, directory);
        var checkpoints = new CheckpointDirectory(
            Path.Combine(directory.ArtifactFolder(trialId), CheckpointFolder), recorded: Usable(order, recorded));
        var journal = new TrainingJournal(order, recorder, checkpoints, recorded.Select(file => directory.Relative(file.Path)), directory, logger);
        var options = OptionsOf(order);
        if (!lessons.TryGet(order, options, onRecord, recorder, stop, out var pairs))
            return new(AttemptState.Stopped, 0) { Message = "Stopped while the teacher was making pairs; they are made anew." };
        using (pairs)
            return ResultOf(order.Trial, trainer.Run(options, checkpoints, journal, stop, pairs is null ? null : new PairTrainingData(pairs)));
    }

    private static AttemptResult ResultOf(TrialSpec trial, TrainingOutcome outcome) =>
        new(StateAfter(outcome.Status), outcome.Step)
        {
            IterationsPerSecond = outcome.IterationsPerSecond > 0 ? outcome.IterationsPerSecond : null,
            WeightsSha256 = outcome.Status == TrainingStatus.Completed ? outcome.WeightsSha256 : null,
            Message = outcome.Message,
            DueEvaluations = outcome.Status == TrainingStatus.Completed ? DueEvaluations.UpTo(trial, outcome.Step) : [],
        };

    /// <summary>What to train; a file that the spec names counts from the data directory.</summary>
    private TrainingOptions OptionsOf(AttemptOrder order)
    {
        var options = TrainingOptionsMapper.Map(order.Trial, order.Seed);
        return options.Evaluation.Statistics is { } file
            ? options with { Evaluation = options.Evaluation with { Statistics = directory.Absolute(file) } }
            : options;
    }

    /// <summary>Files of earlier attempts; the thread is the slot's own and may wait for the store.</summary>
    private IReadOnlyList<ArtifactRecord> OnRecord(string trialId) =>
        trials.Find(trialId, CancellationToken.None).GetAwaiter().GetResult()?.Artifacts ?? [];

    /// <summary>Checkpoints from which to go on: one whose evaluations are not all stored would leave them out for ever.</summary>
    private List<CheckpointFile> Usable(AttemptOrder order, IReadOnlyList<CheckpointFile> recorded)
    {
        HashSet<int> evaluated = [.. measurements.EvaluatedSteps(order.Lease.TrialId, CancellationToken.None).GetAwaiter().GetResult()];
        return [.. recorded.Where(file => DueEvaluations.UpTo(order.Trial, file.Step).All(evaluated.Contains))];
    }

    private static AttemptState StateAfter(TrainingStatus status) => status switch
    {
        TrainingStatus.Completed => AttemptState.Completed,
        TrainingStatus.Diverged => AttemptState.Diverged,
        _ => AttemptState.Stopped,
    };
}
