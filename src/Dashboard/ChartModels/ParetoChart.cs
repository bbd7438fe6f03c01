using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Search.Pareto;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// Two cells against each other, a point an assignment: what one buys of the first and pays of the second. The line joins
/// those than which none is better in both.
/// </summary>
public static class ParetoChart
{
    private const string FrontId = "/front";

    /// <summary>The cells that can be chosen, as objectives write them; what is 0 by construction is none.</summary>
    /// <param name="steps">What is compared.</param>
    /// <param name="order">The metrics of the spec, whose order is kept.</param>
    public static IReadOnlyList<string> Cells(EqualSteps steps, IReadOnlyList<string> order) =>
    [
        .. MetricName.InOrder(EvaluationSelection.Metrics(steps.Rows), order).SelectMany(metric => steps.Rows
            .Where(row => row.Metric == metric && row.Solver.Length > 0 && !MetricName.IsZeroByConstruction(metric, row.Steps))
            .Select(row => new EvaluationCell(row.Solver, row.Number)).Distinct()
            .Select(cell => $"{metric}@{cell}")),
    ];

    /// <summary>The chart: means over seeds, with one standard deviation to either side of the second.</summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="steps">What of theirs is compared.</param>
    /// <param name="x">The horizontal cell, one of <see cref="Cells"/>.</param>
    /// <param name="y">The vertical cell, one of <see cref="Cells"/>.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, EqualSteps steps, string x, string y)
    {
        var (across, up) = (Readings(groups, steps, x), Readings(groups, steps, y));
        var measured = Enumerable.Range(0, groups.Labels.Count).Where(index => across.ContainsKey(index) && up.ContainsKey(index)).ToList();
        var (moreAcross, moreUp) = (MetricName.HigherIsBetter(Metric(x)), MetricName.HigherIsBetter(Metric(y)));
        var fronts = Dominance.Fronts([.. measured.Select(index => (double[])[(moreAcross ? -1 : 1) * across[index].Mean, (moreUp ? -1 : 1) * up[index].Mean])]);
        var front = measured.Where((_, place) => fronts[place] == 0).OrderBy(index => across[index].Mean).ThenBy(index => up[index].Mean).ToList();
        List<int> drawn = [.. front.Take(LineChart.MostLines), .. measured.Except(front).Take(Math.Max(0, LineChart.MostLines - front.Count))];
        var line = new ChartSeries
        {
            Id = FrontId,
            Name = "Pareto front",
            ColorIndex = SeriesPalette.Count - 1,
            Points = [.. front.Select(index => new ChartPoint(across[index].Mean, up[index].Mean))],
        };
        return new LineChart
        {
            Title = $"{Title(y)} against {Title(x)}",
            Description = Describe(groups, front, across, up, x, y),
            XAxis = Axis(x, measured.Select(index => across[index].Mean)),
            YAxis = Axis(y, measured.Select(index => up[index].Mean)),
            Series = measured.Count == 0 ? [] : [line, .. drawn.Order().Select(index => Point(groups.Labels[index], index, across[index], up[index]))],
            Notes = Notes(groups.Labels.Count, measured.Count, drawn.Count),
        };
    }

    private static Dictionary<int, Spread> Readings(TrialGroups<TrialSummary> groups, EqualSteps steps, string text)
    {
        var cell = Objective.Of(text, maximize: false);
        return steps.Rows.Where(row => row.Metric == cell.Metric && row.Solver == cell.Cell!.Solver && row.Number == cell.Cell.Number)
            .GroupBy(row => groups.IndexOf(row.TrialId))
            .Where(group => group.Key >= 0)
            .Select(group => (group.Key, Spread: CellReading.Of(group)!.Spread))
            .Where(pair => pair.Spread is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Spread!);
    }

    private static ChartSeries Point(string label, int index, Spread x, Spread y) => new()
    {
        Id = label,
        Name = label,
        ColorIndex = index,
        Marked = true,
        Points = [new(x.Mean, y.Mean, y.Low, y.High)],
    };

    private static ChartAxis Axis(string cell, IEnumerable<double> values) => new(Title(cell), ScaleChoice.IsLog(null, values), Fitted: true);

    private static string Metric(string cell) => Objective.Of(cell, maximize: false).Metric;

    private static string Title(string cell) => Objective.Of(cell, maximize: false).Title;

    private static List<string> Notes(int all, int measured, int drawn)
    {
        List<string> notes = [];
        if (measured < all)
            notes.Add($"{all - measured} of {all} assignments have no number in one of the two cells, and are not drawn.");
        if (drawn < measured)
            notes.Add($"Of {measured} assignments {drawn} are drawn, those of the front first.");
        return notes;
    }

    private static string Describe(TrialGroups<TrialSummary> groups, List<int> front, Dictionary<int, Spread> across, Dictionary<int, Spread> up, string x, string y) => front.Count == 0
        ? $"{Title(y)} against {Title(x)}: no assignment has both."
        : $"None is better in both than {string.Join("; ", front.Take(LineChart.MostLines).Select(index => $"{groups.Labels[index]} ({NumberText.Brief(across[index].Mean)}, {NumberText.Brief(up[index].Mean)})"))}.";
}
