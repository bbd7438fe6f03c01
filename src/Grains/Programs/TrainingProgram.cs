using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Attempts;
using FastOde.Specs;
using FastOde.Storage.Directories;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Programs;

/// <summary>Trains a velocity network, from the trial's last checkpoint where there is one.</summary>
internal sealed class TrainingProgram(Trainer trainer, PairSource pairSource, TeacherNetworkSource networkSource, EnvironmentOfTrial environment, DataDirectory directory, ILogger<TrainingProgram> logger) : IAttemptProgram
{
    /// <summary>Folder of a trial's checkpoints, in the trial's own.</summary>
    public const string CheckpointFolder = "checkpoints";

    /// <inheritdoc/>
    public bool UsesTorch => true;

    /// <inheritdoc/>
    public bool Handles(TrialSpec trial) => trial.Function is null;

    /// <inheritdoc/>
    public AttemptResult Run(AttemptOrder order, IAttemptSink sink)
    {
        var checkpoints = new CheckpointDirectory(
            Path.Combine(directory.ArtifactFolder(order.Lease.TrialId), CheckpointFolder), recorded: Usable(order));
        var journal = new TrainingJournal(order, sink, checkpoints, directory, logger);
        if (!pairSource.TryGet(order, sink, out var pairs))
            return new(AttemptState.Stopped, 0) { Message = "Stopped while the teacher was making pairs; they are made anew." };
        using (pairs)
        {
            sink.Report(new EnvironmentReport { Environment = environment.Of(order.Trial) });
            var taught = pairs is null ? networkSource.Open(order, sink) : new PairTrainingData(pairs);
            return ResultOf(order.Trial, trainer.Run(new SeededTrial(order.Trial, order.Seed), checkpoints, journal, sink.Stop, taught));
        }
    }

    private static AttemptResult ResultOf(TrialSpec trial, TrainingOutcome outcome) =>
        new(StateAfter(outcome.Status), outcome.Step)
        {
            IterationsPerSecond = outcome.IterationsPerSecond > 0 ? outcome.IterationsPerSecond : null,
            NetworkEvaluations = outcome.Evaluations,
            WeightsSha256 = outcome.Status == TrainingStatus.Completed ? outcome.WeightsSha256 : null,
            Message = outcome.Message,
            DueEvaluations = outcome.Status == TrainingStatus.Completed ? [.. DueEvaluations.UpTo(trial, outcome.Step)] : [],
        };

    /// <summary>Checkpoints from which to go on: one whose evaluations are not all stored would leave them out for ever.</summary>
    private IEnumerable<CheckpointFile> Usable(AttemptOrder order)
    {
        HashSet<int> evaluated = [.. order.EvaluatedSteps];
        return RecordedFiles.Checkpoints(order.Artifacts, directory).Where(file => DueEvaluations.UpTo(order.Trial, file.Step).All(evaluated.Contains));
    }

    private static AttemptState StateAfter(TrainingStatus status) => status switch
    {
        TrainingStatus.Completed => AttemptState.Completed,
        TrainingStatus.Diverged => AttemptState.Diverged,
        _ => AttemptState.Stopped,
    };
}
