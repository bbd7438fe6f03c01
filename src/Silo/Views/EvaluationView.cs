using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>One cell of a trial's evaluation table.</summary>
/// <param name="TrialId">The trial.</param>
/// <param name="Step">Training step at which it was measured.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Solver">The solver.</param>
/// <param name="Number">The NFE budget that was asked for, or the tolerance of an adaptive solver.</param>
/// <param name="Steps">Steps the solver took.</param>
/// <param name="Nfe">Evaluations of the network, counted.</param>
/// <param name="Value">The value; null where it is not a number.</param>
/// <param name="Floor">The value between two reference sets, where the metric has one.</param>
/// <param name="Seconds">Time the solver took for all samples.</param>
/// <param name="Remark">Why the value is no number.</param>
internal sealed record EvaluationView(
    string TrialId, int Step, string Metric, string Solver, double Number, int Steps, double? Nfe, double? Value, double? Floor, double? Seconds, string? Remark)
{
    /// <summary>Shows a cell.</summary>
    /// <param name="row">The cell.</param>
    public static EvaluationView Of(EvaluationRecord row) => new(
        row.TrialId, row.Step, row.Metric, row.Solver, row.Number, row.Steps, ViewJson.Finite(row.Nfe), ViewJson.Finite(row.Value),
        ViewJson.Finite(row.Floor), ViewJson.Finite(row.Seconds), row.Remark);
}
