using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs;

namespace FastOde.Grains.OnDemand;

/// <summary>One order of cells, and what was measured by it and before it.</summary>
/// <param name="order">What is asked for.</param>
/// <param name="settings">Its solver settings.</param>
/// <param name="earlier">Cells that were measured before.</param>
internal sealed class EvaluationWork(EvaluationOrder order, IReadOnlyList<SolverSetting> settings, IReadOnlyList<EvaluationRecord> earlier) : OnDemandWork
{
    private volatile EvaluationStatus status = new() { Order = order, State = WorkState.Waiting, Rows = earlier };

    /// <summary>How it stands.</summary>
    public EvaluationStatus Status => status;

    /// <summary>What a trial is measured by, given what its spec asks for.</summary>
    public EvaluationSpec Change(EvaluationSpec evaluation) => evaluation with
    {
        Solvers = [.. settings.GroupBy(setting => setting.Solver).Select(group => new SolverSpec { Name = group.Key, Numbers = [.. group.Select(setting => setting.Number).Distinct()] })],
        Metrics = status.Order.Metrics.Count > 0 ? status.Order.Metrics : evaluation.Metrics,
    };

    /// <summary>It is being measured.</summary>
    /// <param name="step">Training step of the checkpoint.</param>
    public void Started(int step) => status = status with { State = WorkState.Running, Step = step };

    /// <summary>So many settings are measured.</summary>
    public void Progressed(int measured) => status = status with { Measured = measured };

    /// <summary>All are measured.</summary>
    public void Ended(IReadOnlyList<EvaluationRecord> rows)
    {
        status = status with
        {
            State = WorkState.Completed,
            Rows = [.. status.Rows.ExceptBy(rows.Select(Cell), Cell), .. rows],
            Fresh = rows.Count,
        };
    }

    /// <inheritdoc/>
    protected override void Cancelled() => status = status with { State = WorkState.Cancelled };

    /// <inheritdoc/>
    protected override void Failed(string problem) => status = status with { State = WorkState.Failed, Problem = problem };

    private static (int, string, double, string) Cell(EvaluationRecord row) => (row.Step, row.Solver, row.Number, row.Metric);
}
