using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Curves of one live metric over training, a line a trial, coloured by assignment.</summary>
public static class MetricCurves
{
    /// <summary>The chart of one metric.</summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="history">Their points.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="scale">How the vertical axis is divided, one of <see cref="ScaleChoice.All"/>.</param>
    /// <param name="eachTrial">Whether every trial has a legend entry of its own, as when a few are compared.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, MetricHistory history, string metric, string? scale, bool eachTrial = false)
    {
        var log = ScaleChoice.IsLog(scale, groups.TrialIds.SelectMany(id => history.Points(id, metric)).Select(point => point.Y));
        var series =
            from index in Enumerable.Range(0, groups.Labels.Count)
            from trial in groups.Trials(index)
            let points = history.Points(trial.Id, metric)
            where points.Count > 0
            select new ChartSeries
            {
                Id = trial.Id,
                Name = eachTrial ? $"{trial.Id} {trial.Label}" : trial.Label,
                Detail = eachTrial ? $"seed {trial.Seed}" : $"trial {trial.Id}, seed {trial.Seed}",
                ColorIndex = index,
                Points = Drawable(points, log),
            };
        IReadOnlyList<ChartSeries> lines = [.. series];
        return new LineChart
        {
            Title = MetricName.Title(metric),
            Description = Describe(metric, lines),
            XAxis = new ChartAxis("training step"),
            YAxis = new ChartAxis(MetricName.InSentence(metric), log),
            Series = lines,
        };
    }

    // A snapshot, because the history goes on changing while a chart still compares itself with what it drew last.
    private static List<ChartPoint> Drawable(IReadOnlyList<ChartPoint> points, bool log) =>
        [.. points.Where(point => double.IsFinite(point.Y) && (!log || point.Y > 0))];

    private static string Describe(string metric, IReadOnlyList<ChartSeries> lines)
    {
        if (lines.Count == 0)
            return $"{MetricName.Title(metric)} over training steps: no points yet.";

        var ends = lines
            .Where(line => line.Points.Count > 0)
            .GroupBy(line => line.Name)
            .Select(group => $"{group.Key}: {NumberText.Brief(group.Average(line => line.Points[^1].Y))} at step {group.Max(line => line.Points[^1].X):F0}");
        return $"{MetricName.Title(metric)} over training steps. Latest, mean over seeds: {string.Join("; ", ends)}.";
    }
}
