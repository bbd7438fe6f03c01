using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Silo.Reports;

/// <summary>Assignments side by side for one solver and one metric, at the last step of each completed trial.</summary>
internal sealed record Comparison
{
    private const string CurvatureMetric = "curvature";

    /// <summary>The solver; <c>""</c> for a test function.</summary>
    public required string Solver { get; init; }

    /// <summary>Whether a test function was evaluated instead of training: there is no solver and no curvature.</summary>
    public bool IsFunction => Solver.Length == 0;

    /// <summary>The metric of the columns.</summary>
    public required string Metric { get; init; }

    /// <summary>The columns, from the cheapest to the finest.</summary>
    public required IReadOnlyList<ComparisonCell> Cells { get; init; }

    /// <summary>The assignments in the order of the trials.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>The metric between two reference sets, where it has one.</summary>
    public double? Floor { get; init; }

    /// <summary>Why cells hold no number.</summary>
    public IReadOnlyList<string> Notes =>
        CellNotes.Of(Rows.SelectMany(row => row.Distances.Append(row.Curvature).Select(reading => (row.Label, reading))));

    /// <summary>
    /// A comparison for every metric and solver of the study, the spec's first metric that judges samples first;
    /// curvature is a column of its own.
    /// </summary>
    public static IReadOnlyList<Comparison> Of(StudyReport study)
    {
        var completed = study.Trials.Where(trial => trial.State == TrialState.Completed).ToDictionary(trial => trial.Id);
        var final = study.Evaluations
            .Where(row => completed.TryGetValue(row.TrialId, out var trial) && row.Step == trial.Step)
            .ToList();
        var metrics = MetricName.InOrder(final.Select(row => row.Metric).Distinct(), study.Metrics)
            .Where(metric => metric != CurvatureMetric)
            .ToList();
        if (metrics.Count == 0)
            metrics = [CurvatureMetric];
        return
        [
            .. from metric in metrics
               from solver in final.Where(row => row.Metric == metric).Select(row => row.Solver).Distinct()
               select Of(metric, solver, [.. completed.Values], [.. final.Where(row => row.Solver == solver)]),
        ];
    }

    /// <summary>Labels are for people; two assignments may read the same.</summary>
    private static string Assignment(TrialSummary trial) =>
        string.Join('\n', trial.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));

    private static Comparison Of(string metric, string solver, IReadOnlyList<TrialSummary> trials, IReadOnlyList<EvaluationRecord> rows)
    {
        var columns = rows.Where(row => row.Metric == metric).ToList();
        var byTrial = rows.ToLookup(row => row.TrialId);
        List<ComparisonCell> cells =
        [
            .. columns.GroupBy(row => row.Number)
                .Select(cell => new ComparisonCell(cell.Key, cell.Max(row => row.Steps), cell.Average(row => row.Nfe), cell.Min(row => row.Nfe), cell.Max(row => row.Nfe)))
                .OrderBy(cell => cell.Nfe),
        ];
        return new Comparison
        {
            Solver = solver,
            Metric = metric,
            Cells = cells,
            Rows = [.. trials.GroupBy(Assignment).Select(group => Row([.. group], metric, cells, byTrial))],
            Floor = columns.Select(row => row.Floor).FirstOrDefault(floor => floor is not null),
        };
    }

    private static ComparisonRow Row(
        IReadOnlyList<TrialSummary> trials,
        string metric,
        List<ComparisonCell> cells,
        ILookup<string, EvaluationRecord> rows)
    {
        var own = trials.SelectMany(trial => rows[trial.Id]).ToList();
        List<CellReading?> distances = [.. cells.Select(cell => At(own, metric, cell))];
        return new ComparisonRow
        {
            Label = trials[0].Label,
            Seeds = trials.Count,
            Curvature = cells.Count == 0 ? null : At(own, CurvatureMetric, cells[^1]),
            Distances = distances,
            NfeNearBest = FirstNearBest(metric, cells, distances, own),
            Objective = SpreadOf(trials.Select(trial => trial.ObjectiveValue)),
            IterationsPerSecond = SpreadOf(trials.Select(trial => trial.IterationsPerSecond)),
        };
    }

    private static CellReading? At(IReadOnlyList<EvaluationRecord> rows, string metric, ComparisonCell cell) =>
        CellReading.Of(rows.Where(row => row.Metric == metric && row.Number == cell.Number));

    private static Spread? SpreadOf(IEnumerable<double?> values) => values.OfType<double>().Where(double.IsFinite).ToList() is { Count: > 0 } numbers
        ? Spread.Of(numbers)
        : null;

    private static double? FirstNearBest(string metric, List<ComparisonCell> cells, List<CellReading?> distances, List<EvaluationRecord> own)
    {
        var best = MetricName.Best(metric, distances.Select(distance => distance?.Comparable));
        return cells.Zip(distances)
            .Where(pair => MetricName.IsNear(metric, pair.Second?.Comparable, best))
            .Select(pair => (double?)own.Where(row => row.Metric == metric && row.Number == pair.First.Number).Average(row => row.Nfe))
            .FirstOrDefault();
    }
}
