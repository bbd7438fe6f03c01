namespace FastOde.Analysis.Measurements;

/// <summary>Picks rows out of evaluation tables.</summary>
public static class EvaluationSelection
{
    /// <summary>Solvers that occur, in the order of the rows.</summary>
    /// <param name="rows">Rows.</param>
    public static IReadOnlyList<string> Solvers(IEnumerable<IMeasurement> rows) =>
        [.. rows.Select(row => row.Solver).Distinct()];

    /// <summary>Metrics that occur, in the order of the rows.</summary>
    /// <param name="rows">Rows.</param>
    public static IReadOnlyList<string> Metrics(IEnumerable<IMeasurement> rows) =>
        [.. rows.Select(row => row.Metric).Distinct()];

    /// <summary>Numbers asked of a solver, the coarsest first: rising budgets, falling tolerances.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="solver">The solver.</param>
    public static IReadOnlyList<double> Numbers(IEnumerable<IMeasurement> rows, string solver) =>
        [.. rows.Where(row => row.Solver == solver).GroupBy(row => row.Number)
            .OrderBy(cell => cell.Average(row => row.Nfe)).Select(cell => cell.Key)];
}
