using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Evaluation cells of several trials side by side, each against the first trial.</summary>
public static class TrialDifferences
{
    // The curvature of a single step is 0 but for rounding, and a change of rounding says nothing.
    private const double Rounding = 1e-9;

    /// <summary>A row for each metric, solver and number that any of the trials was evaluated at.</summary>
    /// <param name="trialIds">The trials; the first is what the others are compared with.</param>
    /// <param name="rows">Their evaluation rows; each trial's latest step counts.</param>
    public static IReadOnlyList<TrialDifferenceRow> Of(IReadOnlyList<string> trialIds, IEnumerable<EvaluationRecord> rows)
    {
        var latest = EvaluationSelection.Latest(rows.Where(row => trialIds.Contains(row.TrialId)));
        var cells =
            from metric in EvaluationSelection.Metrics(latest)
            from solver in EvaluationSelection.Solvers(latest.Where(row => row.Metric == metric))
            from number in EvaluationSelection.Numbers(latest.Where(row => row.Metric == metric), solver)
            let cell = latest.Where(row => row.Metric == metric && row.Solver == solver && row.Number == number).ToList()
            let values = trialIds.Select(id => cell.Find(row => row.TrialId == id)?.Value).ToList()
            select new TrialDifferenceRow
            {
                Metric = metric,
                Solver = solver,
                Number = number,
                Values = values,
                Changes = [.. values.Select((value, i) => i == 0 ? null : Change(values[0], value))],
            };
        return [.. cells];
    }

    private static double? Change(double? from, double? to) => from is { } a && to is { } b && Math.Abs(a) > Rounding ? (b - a) / Math.Abs(a) : null;
}
