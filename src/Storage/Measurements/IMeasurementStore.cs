using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Trials;

namespace FastOde.Storage.Measurements;

/// <summary>
/// Writes what attempts measure, fenced by their lease. A resumed attempt repeats the steps after its checkpoint:
/// the same point (trial, name, step) or cell (trial, step, metric, solver, number) replaces the earlier one.
/// </summary>
public interface IMeasurementStore
{
    /// <summary>Stores metric points of several attempts in one transaction.</summary>
    /// <returns>The leases among them that are not current any more; their points are not stored, the others' are.</returns>
    Task<IReadOnlyList<AttemptLease>> AddMetrics(IReadOnlyList<MetricBatch> batches, CancellationToken cancellationToken);

    /// <summary>Stores one evaluation with its curvature profile and sets the trial's objective value.</summary>
    /// <param name="lease">The attempt's lease.</param>
    /// <param name="rows">The cells of one step.</param>
    /// <param name="profile">Curvature over time, or null.</param>
    /// <param name="objectiveValue">Value of the experiment's objective among the rows, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task AddEvaluation(
        AttemptLease lease,
        IReadOnlyList<EvaluationRecord> rows,
        CurvatureProfile? profile,
        double? objectiveValue,
        CancellationToken cancellationToken);

    /// <summary>The steps at which a trial has stored evaluations.</summary>
    Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken);

    /// <summary>Records a file; artifacts of the same kind and path replace each other.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task AddArtifact(AttemptLease lease, ArtifactRecord artifact, CancellationToken cancellationToken);

    /// <summary>Forgets files that were deleted, such as checkpoints beyond the last three.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task RemoveArtifacts(AttemptLease lease, IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>Stores trajectories; a later step replaces an earlier one.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task AddTrajectories(AttemptLease lease, TrajectorySet trajectories, CancellationToken cancellationToken);
}
