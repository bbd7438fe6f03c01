using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Solvers;

namespace FastOde.Grains.Programs;

/// <summary>Finds the cell that an experiment optimises.</summary>
internal static class ObjectiveValue
{
    /// <summary>The objective's value in a table; null where there is no objective, no such cell or no finite value.</summary>
    public static double? Of(ObjectiveSpec? objective, EvaluationTable table)
    {
        if (objective is null) return null;
        var cell = MetricCell.Parse(objective.Metric);
        var row = cell.Solver is { } solver
            ? table.Find(cell.Metric, solver.Solver, solver.Number)
            : table.Finest(cell.Metric);
        return row is not null && double.IsFinite(row.Value) ? row.Value : null;
    }
}
