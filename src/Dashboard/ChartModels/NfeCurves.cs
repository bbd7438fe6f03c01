using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>A metric against measured NFE for every assignment: what sampling costs and what it brings.</summary>
public static class NfeCurves
{
    // What is 0 but for rounding is no point of a logarithmic axis.
    private const double Rounding = 1e-9;

    /// <summary>
    /// The chart: mean over seeds with one standard deviation to either side, and the floor. An assignment that the solver cannot follow,
    /// as a velocity cannot be by <c>flow-map</c>, is drawn by another that can, and says so in its name.
    /// </summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="steps">What of theirs is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="solver">The solver.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, EqualSteps steps, string metric, string solver)
    {
        var solvers = Solvers(groups, steps, metric, solver);
        var evaluated = steps.Rows.Where(row => row.Metric == metric && solvers.GetValueOrDefault(groups.IndexOf(row.TrialId)) == row.Solver).ToList();
        var latest = evaluated.FindAll(row => double.IsFinite(row.Value) && !MetricName.IsZeroByConstruction(metric, row.Steps));
        var log = !MetricName.HigherIsBetter(metric) && latest.TrueForAll(row => row.Value >= 0);
        var least = log ? Rounding * latest.Select(row => row.Value).DefaultIfEmpty().Max() : double.NegativeInfinity;
        IReadOnlyList<ChartSeries> series =
        [
            .. GroupSeries.Of(groups, latest, row => row.TrialId, cells =>
                    cells.GroupBy(row => row.Number).Select(Point).Where(point => point.Y > least).OrderBy(point => point.X))
                .Select(line => solvers[line.ColorIndex] is var own && own == solver ? line : line with { Name = $"{line.Name} ({own})" }),
        ];

        var floors = latest.Where(row => row.Floor > 0).Select(row => row.Floor!.Value).ToList();
        var title = MetricName.Title(metric);
        return new LineChart
        {
            Title = $"{title} against NFE ({solver})",
            Description = Describe(title, solver, series),
            XAxis = new ChartAxis("NFE (measured)", Log: true),
            YAxis = new ChartAxis(title, log),
            Series = series,
            ReferenceLines = floors.Count > 0 ? [new ReferenceLine("floor", floors.Average())] : [],
            Notes = GroupSeries.Notes(groups, evaluated),
        }.Best(MetricName.HigherIsBetter(metric));
    }

    /// <summary>The solver by which each assignment is drawn, by its place; none for those that were not measured.</summary>
    private static Dictionary<int, string> Solvers(TrialGroups<TrialSummary> groups, EqualSteps steps, string metric, string solver)
    {
        var measured = steps.Rows.Where(row => row.Metric == metric).ToLookup(row => groups.IndexOf(row.TrialId), row => row.Solver);
        return measured.ToDictionary(group => group.Key, group => group.Contains(solver) ? solver : group.Order(StringComparer.Ordinal).First());
    }

    private static ChartPoint Point(IGrouping<double, IMeasurement> cell)
    {
        var spread = Spread.Of([.. cell.Select(row => row.Value)]);
        return new ChartPoint(cell.Average(row => row.Nfe), spread.Mean, spread.Low, spread.High);
    }

    private static string Describe(string title, string solver, IReadOnlyList<ChartSeries> series)
    {
        if (series.Count == 0)
            return $"{title} against NFE with {solver}: nothing has been evaluated yet.";

        var lines = series.Select(line =>
            $"{line.Name}: " + string.Join(", ", line.Points.Select(point => $"{NumberText.Brief(point.Y)} at NFE {NumberText.Nfe(point.X)}")));
        return $"{title} against measured NFE with {solver}, mean over seeds. {string.Join("; ", lines)}.";
    }
}
