using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Picks rows out of evaluation tables.</summary>
public static class EvaluationSelection
{
    /// <summary>Each trial's rows at its latest evaluated step.</summary>
    /// <param name="rows">Rows of any trials and steps.</param>
    public static IReadOnlyList<EvaluationRecord> Latest(IEnumerable<EvaluationRecord> rows) =>
        [.. rows.GroupBy(row => row.TrialId).SelectMany(trial => trial.Where(row => row.Step == trial.Max(other => other.Step)))];

    /// <summary>Solvers that occur, in the order of the rows.</summary>
    /// <param name="rows">Rows.</param>
    public static IReadOnlyList<string> Solvers(IEnumerable<EvaluationRecord> rows) =>
        [.. rows.Select(row => row.Solver).Distinct()];

    /// <summary>Metrics that occur, in the order of the rows.</summary>
    /// <param name="rows">Rows.</param>
    public static IReadOnlyList<string> Metrics(IEnumerable<EvaluationRecord> rows) =>
        [.. rows.Select(row => row.Metric).Distinct()];

    /// <summary>Numbers asked of a solver, the coarsest first: rising budgets, falling tolerances.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="solver">The solver.</param>
    public static IReadOnlyList<double> Numbers(IEnumerable<EvaluationRecord> rows, string solver) =>
        [.. rows.Where(row => row.Solver == solver).GroupBy(row => row.Number)
            .OrderBy(cell => cell.Average(row => row.Nfe)).Select(cell => cell.Key)];

    /// <summary>A number as a heading: a budget as it is, a tolerance in exponent form, a dash where no solver was asked.</summary>
    /// <param name="number">NFE budget or tolerance; 0 for the value of a function.</param>
    public static string Heading(double number) => number switch
    {
        >= 1 => NumberText.Brief(number, 1),
        > 0 => $"tol {NumberText.Brief(number, 1)}",
        _ => "–",
    };

    /// <summary>Rows as observers bring them, put over those already known: a row of the same cell is replaced.</summary>
    /// <param name="known">Rows so far.</param>
    /// <param name="added">New rows.</param>
    public static IReadOnlyList<EvaluationRecord> Merge(IEnumerable<EvaluationRecord> known, IEnumerable<EvaluationRecord> added) =>
        [.. known.Concat(added).GroupBy(row => (row.TrialId, row.Step, row.Metric, row.Solver, row.Number)).Select(cell => cell.Last())];
}
