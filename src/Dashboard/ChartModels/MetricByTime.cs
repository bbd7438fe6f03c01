using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The latest values of a metric by bins of time, a line a trial: what shows at which end a method misbehaves.</summary>
public static partial class MetricByTime
{
    /// <summary>Whether a metric is that of one bin of time, such as <c>velocityLoss[t0.9-1.0]</c>.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static bool IsBin(string metric) => Bin().IsMatch(metric);

    /// <summary>The chart, each value over the middle of its bin.</summary>
    /// <param name="metric">The metric without a bin, such as <c>velocityLoss</c>.</param>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="history">Their points.</param>
    /// <param name="scale">How the vertical axis is divided, one of <see cref="ScaleChoice.All"/>.</param>
    public static LineChart Of(string metric, TrialGroups<TrialSummary> groups, MetricHistory history, string? scale)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(history);
        string[] bins = [.. history.Names.Where(name => IsBin(name) && MetricName.Family(name) == metric)];
        IReadOnlyList<ChartSeries> all =
        [
            .. from index in Enumerable.Range(0, groups.Labels.Count)
               from trial in groups.Trials(index)
               let points = Points(history, trial.Id, bins)
               where points.Count > 0
               select new ChartSeries
               {
                   Id = trial.Id,
                   Name = trial.Label,
                   Detail = $"trial {trial.Id}, seed {trial.Seed}",
                   ColorIndex = index,
                   Points = points,
               },
        ];
        var title = $"{MetricName.Title(metric)} by time";
        return new LineChart
        {
            Title = title,
            Description = all.Count == 0
                ? $"{title}: no points yet."
                : $"{title}, latest values. {string.Join("; ", all.Select(line => $"{line.Id}: {NumberText.Brief(line.Points[0].Y)} at data, {NumberText.Brief(line.Points[^1].Y)} at noise"))}.",
            XAxis = new ChartAxis("time, from data to noise"),
            YAxis = new ChartAxis(MetricName.InSentence(metric), ScaleChoice.IsLog(scale, all.SelectMany(line => line.Points).Select(point => point.Y))),
            Series = all,
        };
    }

    private static List<ChartPoint> Points(MetricHistory history, string trialId, IEnumerable<string> bins) =>
    [
        .. from bin in bins
           let points = history.Points(trialId, bin)
           where points.Count > 0 && double.IsFinite(points[^1].Y)
           let middle = Middle(bin)
           orderby middle
           select new ChartPoint(middle, points[^1].Y),
    ];

    private static double Middle(string bin)
    {
        var ends = Bin().Match(bin).Groups.Values.Skip(1).Select(end => double.Parse(end.ValueSpan, CultureInfo.InvariantCulture));
        return Math.Round(ends.Average(), 3);
    }

    [GeneratedRegex(@"\[t([0-9.]+)-([0-9.]+)\]$")]
    private static partial Regex Bin();
}
