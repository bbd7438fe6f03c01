using System.Collections.Concurrent;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Measurements;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A store that remembers what it is given, or refuses it.</summary>
internal sealed class ScriptedMeasurementStore : IMeasurementStore
{
    private readonly ConcurrentQueue<string> _written = new();

    /// <summary>What is thrown instead of writing.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What was written, in order.</summary>
    public IReadOnlyList<string> Written => [.. _written];

    public async Task<IReadOnlyList<AttemptLease>> AddMetrics(IReadOnlyList<MetricBatch> batches, CancellationToken cancellationToken)
    {
        await Write($"{batches.Sum(batch => batch.Points.Count)} points");
        return [];
    }

    public Task AddEvaluation(
        AttemptLease lease,
        IReadOnlyList<EvaluationRecord> rows,
        CurvatureProfile? profile,
        double? objectiveValue,
        CancellationToken cancellationToken) => Write("evaluation");

    public Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken) =>
        Fault is { } fault ? Task.FromException<IReadOnlyList<int>>(fault) : Task.FromResult<IReadOnlyList<int>>([]);

    public Task AddArtifact(AttemptLease lease, ArtifactRecord artifact, CancellationToken cancellationToken) => Write($"artifact {artifact.Path}");

    public Task RemoveArtifacts(AttemptLease lease, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        Write($"removed {string.Join(' ', paths)}");

    public Task AddTrajectories(AttemptLease lease, TrajectorySet trajectories, CancellationToken cancellationToken) => Write("trajectories");

    private Task Write(string what)
    {
        if (Fault is { } fault) return Task.FromException(fault);
        _written.Enqueue(what);
        return Task.CompletedTask;
    }
}
