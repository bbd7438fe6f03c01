using System.Threading.Channels;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Measurements;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Takes metric points as a test tells it to; the other writes are not for the metric writer.</summary>
internal sealed class RecordingMeasurementStore : IMeasurementStore
{
    private readonly Channel<bool> calls = Channel.CreateUnbounded<bool>();

    /// <summary>What one write does; it stores everything unless a test says otherwise.</summary>
    public Func<IReadOnlyList<MetricBatch>, Task<IReadOnlyList<AttemptLease>>> Write { get; set; } =
        _ => Task.FromResult<IReadOnlyList<AttemptLease>>([]);

    /// <summary>The steps that each write was given.</summary>
    public List<int[]> Steps { get; } = [];

    /// <summary>Waits for one more write to have begun.</summary>
    public Task Called() => calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

    public Task<IReadOnlyList<AttemptLease>> AddMetrics(IReadOnlyList<MetricBatch> batches, CancellationToken cancellationToken)
    {
        lock (Steps)
            Steps.Add([.. batches.SelectMany(batch => batch.Points).Select(point => point.Step)]);
        calls.Writer.TryWrite(true);
        return Write(batches);
    }

    public Task AddEvaluation(AttemptLease lease, IReadOnlyList<EvaluationRecord> rows, CurvatureProfile? profile, double? objectiveValue, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddArtifact(AttemptLease lease, ArtifactRecord artifact, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveArtifacts(AttemptLease lease, IReadOnlyList<string> paths, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddTrajectories(AttemptLease lease, TrajectorySet trajectories, CancellationToken cancellationToken) => throw new NotSupportedException();
}
