using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Assignments side by side: curvature, and a metric for each number of one solver, over seeds.</summary>
public sealed record Comparison
{
    private const string CurvatureMetric = "curvature";

    /// <summary>The metric in the cells.</summary>
    public required string Metric { get; init; }

    /// <summary>The solver.</summary>
    public required string Solver { get; init; }

    /// <summary>Its numbers, the coarsest first.</summary>
    public required IReadOnlyList<double> Numbers { get; init; }

    /// <summary>A row an assignment, in the order of the palette.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>Mean of the metric's floor; null where it has none.</summary>
    public required double? Floor { get; init; }

    /// <summary>Builds the comparison from each trial's latest evaluation.</summary>
    /// <param name="groups">The trials.</param>
    /// <param name="rows">Their evaluation rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="solver">The solver.</param>
    public static Comparison Of(TrialGroups groups, IEnumerable<EvaluationRecord> rows, string metric, string solver)
    {
        var latest = EvaluationSelection.Latest(rows).Where(row => row.Solver == solver).ToList();
        var numbers = EvaluationSelection.Numbers(latest, solver);
        var byGroup = latest.ToLookup(row => groups.IndexOf(row.TrialId));
        var floors = latest.Where(row => row.Metric == metric && row.Floor is not null).Select(row => row.Floor!.Value).ToList();
        return new Comparison
        {
            Metric = metric,
            Solver = solver,
            Numbers = numbers,
            Rows = [.. groups.Labels.Select((label, index) => Row(groups, label, index, [.. byGroup[index]], metric, numbers))],
            Floor = floors.Count > 0 ? floors.Average() : null,
        };
    }

    /// <summary>The best of a column.</summary>
    /// <param name="column">Position of the number.</param>
    public BestMark Best(int column) => BestMark.Of(Metric, Rows.Select(row => row.Cells[column]));

    /// <summary>The best curvature.</summary>
    public BestMark BestCurvature => BestMark.Of(CurvatureMetric, Rows.Select(row => row.Curvature));

    /// <summary>Why cells hold no number.</summary>
    public IReadOnlyList<string> Notes => CellNotes.Of(Rows.SelectMany(row => row.Cells.Append(row.Curvature).Select(reading => (row.Label, reading))));

    private static ComparisonRow Row(
        TrialGroups groups, string label, int index, List<EvaluationRecord> rows, string metric, IReadOnlyList<double> numbers)
    {
        var cells = numbers.Select(number => CellReading.Of(rows.Where(row => row.Metric == metric && row.Number == number))).ToList();
        var best = MetricName.Best(metric, cells.Select(cell => cell?.Comparable));
        var near = numbers.Where((_, i) => MetricName.IsNear(metric, cells[i]?.Comparable, best))
            .Select(number => (double?)rows.Where(row => row.Metric == metric && row.Number == number).Average(row => row.Nfe));
        return new ComparisonRow
        {
            Label = label,
            ColorIndex = index,
            Seeds = (rows.Select(row => row.TrialId).Distinct().Count(), groups.Trials(index).Count),
            Steps = [.. rows.Select(row => row.Step).Distinct().Order()],
            Curvature = numbers.Count == 0 ? null : CellReading.Of(rows.Where(row => row.Metric == CurvatureMetric && row.Number == numbers[^1])),
            Cells = cells,
            NfeNearBest = near.Min(),
        };
    }
}
