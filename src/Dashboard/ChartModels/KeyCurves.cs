using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// A metric at one cell against one numeric key of the search, such as β: assignments that differ in nothing but the
/// key make one line, and those without the key a horizontal line to read against.
/// </summary>
public static class KeyCurves
{
    private const double Decade = 10;

    /// <summary>Keys of the search that have two values or more, all of them numbers, in the order of the space.</summary>
    /// <param name="groups">The trials.</param>
    public static IReadOnlyList<string> Keys(TrialGroups<TrialSummary> groups)
    {
        var trials = groups.All.ToList();
        return [.. ParameterKeys.Of(trials).Where(key =>
        {
            var values = trials.Select(trial => trial.Parameters.GetValueOrDefault(key)).OfType<ParameterValue>().Distinct().ToList();
            return values.Count > 1 && values.TrueForAll(value => value.Number is not null);
        })];
    }

    /// <summary>The chart: mean over seeds with one standard deviation to either side.</summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="steps">What of theirs is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cell">Where it is read.</param>
    /// <param name="key">The key, one of <see cref="Keys"/>.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, EqualSteps steps, string metric, EvaluationCell cell, string key)
    {
        var evaluated = steps.Rows
            .Where(row => row.Metric == metric && row.Solver == cell.Solver && row.Number == cell.Number && groups.Find(row.TrialId) is not null)
            .ToList();
        var values = evaluated
            .Where(row => double.IsFinite(row.Value) && !MetricName.IsZeroByConstruction(metric, row.Steps))
            .Select(row => (Trial: groups.Find(row.TrialId)!, row.Value))
            .ToLookup(pair => KeyValue(pair.Trial, key) is not null);
        var places = values[true].Select(pair => KeyValue(pair.Trial, key)!.Value).Distinct().ToList();
        var logX = places.Count > 1 && places.Min() > 0 && places.Max() >= Decade * places.Min();
        var logY = ScaleChoice.IsLog(null, values.SelectMany(part => part).Select(pair => pair.Value));
        var series = values[true].GroupBy(pair => ParameterLabel.Full(Without(pair.Trial, key))).Select(line => Line(groups, line, key)).ToList();
        var title = MetricName.Title(metric);
        return new LineChart
        {
            Title = $"{title} against {AxisName(key)} ({cell})",
            Description = Describe(title, cell, key, series),
            XAxis = new ChartAxis(AxisName(key), logX),
            YAxis = new ChartAxis(title, logY),
            Series = series,
            ReferenceLines = [.. values[false].GroupBy(pair => groups.IndexOf(pair.Trial.Id)).Select(group => new ReferenceLine(
                groups.Labels[group.Key], group.Average(pair => pair.Value), group.Key))],
            Notes = GroupSeries.Notes(groups, evaluated),
        }.Best(MetricName.HigherIsBetter(metric));
    }

    /// <summary>A key as axes and choices name it: its last part, and β as people write it.</summary>
    /// <param name="key">Path into the trial.</param>
    public static string AxisName(string key) => key[(key.LastIndexOf('.') + 1)..] switch
    {
        "beta" => "β",
        var name => name,
    };

    private static double? KeyValue(TrialSummary trial, string key) => trial.Parameters.GetValueOrDefault(key)?.Number;

    private static Dictionary<string, ParameterValue> Without(TrialSummary trial, string key) =>
        trial.Parameters.Where(parameter => parameter.Key != key).ToDictionary();

    private static ChartSeries Line(TrialGroups<TrialSummary> groups, IGrouping<string, (TrialSummary Trial, double Value)> line, string key) => new()
    {
        Id = line.Key,
        Name = ParameterLabel.Of(Without(line.First().Trial, key)),
        ColorIndex = line.Min(pair => groups.IndexOf(pair.Trial.Id)),
        Marked = true,
        Points = [.. line.GroupBy(pair => KeyValue(pair.Trial, key)!.Value).OrderBy(place => place.Key).Select(place =>
        {
            var spread = Spread.Of([.. place.Select(pair => pair.Value)]);
            return new ChartPoint(place.Key, spread.Mean, spread.Low, spread.High);
        })],
    };

    private static string Describe(string title, EvaluationCell cell, string key, List<ChartSeries> series)
    {
        if (series.Count == 0)
            return $"{title} at {cell} against {AxisName(key)}: nothing has been evaluated there yet.";

        var lines = series.Select(line =>
            $"{line.Name}: " + string.Join(", ", line.Points.Select(point => $"{NumberText.Brief(point.Y)} at {NumberText.Brief(point.X)}")));
        return $"{title} at {cell} against {AxisName(key)}, mean over seeds. {string.Join("; ", lines)}.";
    }
}
