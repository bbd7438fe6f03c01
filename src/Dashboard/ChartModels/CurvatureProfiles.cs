using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Where along time trajectories bend: curvature in bins of time, the mean over seeds an assignment.</summary>
public static class CurvatureProfiles
{
    /// <summary>The chart, from data (t = 0) to noise (t = 1).</summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="profiles">Their profiles.</param>
    /// <param name="scale">How the vertical axis is divided, one of <see cref="ScaleChoice.All"/>.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, IEnumerable<CurvatureProfile> profiles, string? scale = null)
    {
        var known = profiles.Where(profile => profile.Bins.Count > 0).ToList();
        var log = ScaleChoice.IsLog(scale, known.SelectMany(profile => profile.Bins));
        var series = GroupSeries.Of(groups, known, profile => profile.TrialId, seeds =>
            Points(seeds).Where(point => double.IsFinite(point.Y) && (!log || point.Y > 0)));

        return new LineChart
        {
            Title = "Curvature over time",
            Description = Describe(series),
            XAxis = new ChartAxis("time t (0 data, 1 noise)"),
            YAxis = new ChartAxis("curvature", log),
            Series = series,
        };
    }

    private static IEnumerable<ChartPoint> Points(IReadOnlyList<CurvatureProfile> profiles)
    {
        var bins = profiles.Min(profile => profile.Bins.Count);
        for (var bin = 0; bin < bins; bin++)
        {
            var spread = Spread.Of([.. profiles.Select(profile => profile.Bins[bin])]);
            yield return new ChartPoint((bin + 0.5) / bins, spread.Mean, spread.Low, spread.High);
        }
    }

    private static string Describe(IReadOnlyList<ChartSeries> series)
    {
        if (series.All(line => line.Points.Count == 0))
            return "Curvature over time: nothing has been evaluated yet.";

        var lines = series.Where(line => line.Points.Count > 0).Select(line =>
        {
            var peak = line.Points.MaxBy(point => point.Y);
            return $"{line.Name}: largest, {NumberText.Brief(peak.Y)}, at t = {NumberText.Brief(peak.X, 2)}";
        });
        return $"Curvature in bins of time, mean over seeds. {string.Join("; ", lines)}.";
    }
}
