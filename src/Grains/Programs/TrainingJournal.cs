using System.Diagnostics;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Attempts;
using FastOde.Grains.Telemetry;
using FastOde.Storage.Directories;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Programs;

/// <summary>Hears a trainer and reports what it measures and saves.</summary>
/// <param name="order">The attempt.</param>
/// <param name="sink">Takes the reports.</param>
/// <param name="checkpoints">The trial's checkpoints.</param>
/// <param name="directory">Where files lie.</param>
/// <param name="logger">Hears of damaged checkpoints.</param>
internal sealed class TrainingJournal(
    AttemptOrder order,
    IAttemptSink sink,
    CheckpointDirectory checkpoints,
    DataDirectory directory,
    ILogger logger) : ITrainingObserver
{
    private readonly HashSet<string> onRecord =
        [.. order.Artifacts.Where(artifact => artifact.Kind == ArtifactKinds.Checkpoint).Select(artifact => artifact.Path)];

    private Activity? checkpoint;
    private long begun;

    /// <inheritdoc/>
    public void Started(int step) => sink.Progress(step, 0);

    /// <inheritdoc/>
    public void CheckpointRejected(CheckpointException error) =>
        logger.LogWarning("Trial {Trial}: {Problem}", order.Lease.TrialId, error.Message);

    /// <inheritdoc/>
    public void Progressed(int step, double iterationsPerSecond) => sink.Progress(step, iterationsPerSecond);

    /// <inheritdoc/>
    public void Measured(IReadOnlyList<TrainingMetric> metrics) => sink.Report(new MetricReport
    {
        Points = [.. metrics.Select(metric => new MetricPoint { Name = metric.Name, Step = metric.Step, Value = metric.Value })],
    });

    /// <inheritdoc/>
    public void Evaluated(int step, EvaluationTable table)
    {
        var trialId = order.Lease.TrialId;
        var rows = EvaluationMapper.Rows(trialId, step, table);
        sink.Report(order.Evaluated(rows) with
        {
            Profile = EvaluationMapper.Profile(trialId, step, table),
            Trajectories = EvaluationMapper.Trajectories(trialId, step, table),
        });
        IReadOnlyList<ArtifactRecord> written = [.. table.Samples.Select(picture => SampleFiles.Write(directory, trialId, step, picture))];
        if (table.Strips is { } strips)
            written = [.. written, SampleFiles.Write(directory, trialId, step, strips)];
        if (written.Count > 0)
            sink.Report(new ArtifactReport { Written = written });
    }

    /// <inheritdoc/>
    public void CheckpointDue(int step)
    {
        checkpoint = AttemptTelemetry.BeginCheckpoint(order.Lease);
        begun = Stopwatch.GetTimestamp();
        sink.Settle();
    }

    /// <inheritdoc/>
    public void CheckpointWritten(CheckpointFile file)
    {
        var written = RecordedFiles.Describe(file, directory);
        onRecord.Add(written.Path);
        List<string> gone = [.. onRecord.Except(checkpoints.Files().Select(kept => directory.Relative(kept.File)))];
        sink.Report(new ArtifactReport { Written = [written], Deleted = gone });
        onRecord.ExceptWith(gone);
        AttemptTelemetry.EndCheckpoint(Stopwatch.GetElapsedTime(begun));
        checkpoint?.Dispose();
    }
}
