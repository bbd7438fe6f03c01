using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Trainers;
using FastOde.Storage.Directories;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Programs;

/// <summary>Hears a trainer and hands what it measures and saves to the attempt's recorder.</summary>
/// <param name="order">The attempt.</param>
/// <param name="recorder">Stores under the attempt's lease.</param>
/// <param name="checkpoints">The trial's checkpoints.</param>
/// <param name="known">Paths of the checkpoints that are on record.</param>
/// <param name="directory">Where files lie.</param>
/// <param name="logger">Hears of damaged checkpoints.</param>
internal sealed class TrainingJournal(
    AttemptOrder order,
    AttemptRecorder recorder,
    CheckpointDirectory checkpoints,
    IEnumerable<string> known,
    DataDirectory directory,
    ILogger logger) : ITrainingObserver
{
    /// <summary>Kind of a checkpoint's artifact.</summary>
    public const string CheckpointKind = "checkpoint";

    private readonly HashSet<string> _onRecord = [.. known];

    /// <inheritdoc/>
    public void Started(int step) => recorder.Report(step, 0);

    /// <inheritdoc/>
    public void CheckpointRejected(CheckpointException error) =>
        logger.LogWarning("Trial {Trial}: {Problem}", order.Lease.TrialId, error.Message);

    /// <inheritdoc/>
    public void Progressed(int step, double iterationsPerSecond) => recorder.Report(step, iterationsPerSecond);

    /// <inheritdoc/>
    public void Measured(IReadOnlyList<TrainingMetric> metrics) => recorder.AddMetrics(
        [.. metrics.Select(metric => new MetricPoint { Name = metric.Name, Step = metric.Step, Value = metric.Value })]);

    /// <inheritdoc/>
    public void Evaluated(int step, EvaluationTable table)
    {
        var trialId = order.Lease.TrialId;
        var rows = EvaluationMapper.Rows(trialId, step, table);
        recorder.AddEvaluation(rows, EvaluationMapper.Profile(trialId, step, table), order.ObjectiveIn(rows));
        if (EvaluationMapper.Trajectories(trialId, step, table) is { } trajectories) recorder.AddTrajectories(trajectories);
        foreach (var picture in table.Samples)
            recorder.AddArtifact(SampleFiles.Write(directory, trialId, step, picture));
    }

    /// <inheritdoc/>
    public void CheckpointDue(int step) => recorder.Settle();

    /// <inheritdoc/>
    public void CheckpointWritten(CheckpointFile file)
    {
        var path = directory.Relative(file.Path);
        recorder.AddArtifact(new()
        {
            Kind = CheckpointKind,
            Path = path,
            Step = file.Step,
            Bytes = file.Bytes,
            Sha256 = file.Sha256,
        });
        _onRecord.Add(path);
        var gone = _onRecord.Except(checkpoints.Files().Select(kept => directory.Relative(kept.File))).ToList();
        if (gone.Count == 0) return;
        recorder.RemoveArtifacts(gone);
        _onRecord.ExceptWith(gone);
    }
}
