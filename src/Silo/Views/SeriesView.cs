using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>The curve of one metric of one trial.</summary>
/// <param name="TrialId">The trial.</param>
/// <param name="Name">The metric.</param>
/// <param name="Steps">Training steps, rising.</param>
/// <param name="Values">The value at each; null where it is not a number.</param>
internal sealed record SeriesView(string TrialId, string Name, IReadOnlyList<int> Steps, IReadOnlyList<double?> Values)
{
    /// <summary>Shows a curve.</summary>
    /// <param name="series">The curve.</param>
    public static SeriesView Of(MetricSeries series) => new(
        series.TrialId, series.Name, [.. series.Points.Select(point => point.Step)], [.. series.Points.Select(point => ViewJson.Finite(point.Value))]);
}
