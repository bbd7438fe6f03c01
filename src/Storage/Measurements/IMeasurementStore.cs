using FastOde.Contracts.Trials;
using FastOde.Storage.Trials;

namespace FastOde.Storage.Measurements;

/// <summary>
/// Writes what attempts measure, fenced by their lease. A resumed attempt repeats the steps after its checkpoint:
/// the same point (trial, name, step), cell (trial, step, metric, solver, number) or file (trial, kind, path) replaces the
/// earlier one.
/// </summary>
public interface IMeasurementStore
{
    /// <summary>Stores reports of one attempt in their order, in one transaction.</summary>
    /// <param name="lease">The attempt's lease.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeaseLostException">The epoch is not the current one; nothing is stored.</exception>
    /// <exception cref="ArgumentException">A report is of another trial.</exception>
    Task Add(AttemptLease lease, IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken);

    /// <summary>The steps at which a trial has stored evaluations.</summary>
    Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken);
}
