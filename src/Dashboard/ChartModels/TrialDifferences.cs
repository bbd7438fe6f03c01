using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Evaluation cells of several trials side by side at equal steps, each against the first trial.</summary>
public static class TrialDifferences
{
    /// <summary>A row for each metric, solver and number that any of the trials was evaluated at.</summary>
    /// <param name="trialIds">The trials; the first is what the others are compared with.</param>
    /// <param name="steps">What of theirs is compared.</param>
    public static IReadOnlyList<TrialDifferenceRow> Of(IReadOnlyList<string> trialIds, EqualSteps steps)
    {
        var compared = steps.Rows;
        var cells =
            from metric in EvaluationSelection.Metrics(compared)
            from solver in EvaluationSelection.Solvers(compared.Where(row => row.Metric == metric))
            from number in EvaluationSelection.Numbers(compared.Where(row => row.Metric == metric), solver)
            let cell = compared.Where(row => row.Metric == metric && row.Solver == solver && row.Number == number).ToList()
            let readings = trialIds.Select(id => CellReading.Of(cell.Where(row => row.TrialId == id))).ToList()
            select new TrialDifferenceRow
            {
                Metric = metric,
                Solver = solver,
                Number = number,
                Readings = readings,
                Differences = [.. readings.Select((reading, i) => i == 0 ? null : Difference(metric, readings[0]?.Comparable, reading?.Comparable))],
            };
        return [.. cells];
    }

    /// <summary>Why cells hold no number.</summary>
    /// <param name="trialIds">The trials.</param>
    /// <param name="rows">The rows of their table.</param>
    public static IReadOnlyList<string> Notes(IReadOnlyList<string> trialIds, IEnumerable<TrialDifferenceRow> rows) =>
        CellNotes.Of(rows.SelectMany(row => row.Readings.Select((reading, i) => (trialIds[i], reading))));

    private static double? Difference(string metric, double? from, double? to) =>
        from is { } a && to is { } b && !MetricName.IsSame(metric, a, b) ? b - a : null;
}
