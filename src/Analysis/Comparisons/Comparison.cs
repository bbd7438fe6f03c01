using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Comparisons;

/// <summary>
/// Assignments side by side at equal steps: curvature, and a metric for each number of one solver, over seeds. Page and
/// terminal draw this one table.
/// </summary>
public sealed record Comparison
{
    private const string CurvatureMetric = "curvature";

    /// <summary>The metric in the cells.</summary>
    public required string Metric { get; init; }

    /// <summary>The solver; empty for the value of a test function.</summary>
    public required string Solver { get; init; }

    /// <summary>The trials' step; null where none was evaluated.</summary>
    public required int? Step { get; init; }

    /// <summary>The numbers the metric was measured at, the coarsest first.</summary>
    public required IReadOnlyList<ComparisonColumn> Columns { get; init; }

    /// <summary>A row an assignment, in the order of the groups.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>Mean of the metric's floor; null where it has none.</summary>
    public required double? Floor { get; init; }

    /// <summary>Which trials are left out, and why cells hold no number.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether a test function was evaluated instead of training: there is no solver and no step.</summary>
    public bool IsFunction => Solver.Length == 0;

    /// <summary>Whether every seed of an assignment has the same value, so that one says all.</summary>
    public required bool IsExact { get; init; }

    /// <summary>
    /// The metrics that comparisons are made by, those that judge samples first; curvature, which is a column of its own,
    /// only where there is nothing else.
    /// </summary>
    /// <param name="steps">What is compared.</param>
    /// <param name="spec">The spec's metrics, whose order is kept.</param>
    public static IReadOnlyList<string> Metrics(EqualSteps steps, IReadOnlyList<string> spec)
    {
        var all = MetricName.InOrder(EvaluationSelection.Metrics(steps.Rows), spec);
        return all.Count > 1 ? [.. all.Where(metric => metric != CurvatureMetric)] : all;
    }

    /// <summary>Compares.</summary>
    /// <param name="groups">The trials.</param>
    /// <param name="steps">What of theirs is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="solver">The solver.</param>
    /// <param name="objective">What the experiment optimises, where it does.</param>
    public static Comparison Of<TTrial>(TrialGroups<TTrial> groups, EqualSteps steps, string metric, string solver, Objective? objective = null)
        where TTrial : class, ITrialResult
    {
        var own = steps.Rows.Where(row => row.Solver == solver).ToList();
        var measured = own.FindAll(row => row.Metric == metric);
        List<ComparisonColumn> columns = [.. measured.GroupBy(row => row.Number).Select(Column).OrderBy(column => column.Nfe)];
        var finest = own.FindAll(row => row.Metric == CurvatureMetric).MaxBy(row => row.Nfe)?.Number;
        var byGroup = steps.Rows.ToLookup(row => groups.IndexOf(row.TrialId));
        List<ComparisonRow> rows = [.. groups.Labels.Select((label, index) => Row(label, index, groups.Trials(index), [.. byGroup[index]]))];
        var floors = measured.Select(row => row.Floor).OfType<double>().ToList();
        return new Comparison
        {
            Metric = metric,
            Solver = solver,
            Step = steps.Step,
            Columns = columns,
            Rows = rows,
            Floor = floors.Count > 0 ? floors.Average() : null,
            IsExact = groups.IsExact,
            Notes = [.. steps.Notes, .. CellNotes.Of(rows.SelectMany(row => row.Cells.Append(row.Curvature).Select(reading => (row.Label, reading))))],
        };

        ComparisonRow Row(string label, int index, IReadOnlyList<TTrial> trials, List<IMeasurement> all)
        {
            var byTrial = all.ToLookup(row => row.TrialId);
            var counted = trials.Where(trial => byTrial.Contains(trial.Id)).ToList();
            var cells = all.Where(row => row.Solver == solver && row.Metric == metric).ToLookup(row => row.Number);
            List<CellReading?> readings = [.. columns.Select(column => CellReading.Of(cells[column.Number]))];
            var best = MetricName.Best(metric, readings.Select(reading => reading?.Comparable));
            return new ComparisonRow
            {
                Label = label,
                Index = index,
                Seeds = (counted.Count, trials.Count),
                Curvature = CellReading.Of(all.Where(row => row.Solver == solver && row.Metric == CurvatureMetric && row.Number == finest)),
                Cells = readings,
                NfeNearBest = columns.Zip(readings)
                    .Where(pair => MetricName.IsNear(metric, pair.Second?.Comparable, best))
                    .Min(pair => (double?)cells[pair.First.Number].Average(row => row.Nfe)),
                Objective = Spread.OfFinite(counted.Select(trial => objective?.ValueIn(byTrial[trial.Id]))),
                IterationsPerSecond = Spread.OfFinite(counted.Select(trial => trial.IterationsPerSecond)),
                NetworkEvaluations = Spread.OfFinite(counted.Select(trial => (double?)trial.NetworkEvaluations)),
            };
        }
    }

    private static ComparisonColumn Column(IGrouping<double, IMeasurement> cell) =>
        new(cell.Key, cell.Max(row => row.Steps), cell.Average(row => row.Nfe), cell.Min(row => row.Nfe), cell.Max(row => row.Nfe));
}
