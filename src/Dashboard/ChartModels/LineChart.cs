namespace FastOde.Dashboard.ChartModels;

/// <summary>Everything a line chart shows, without colours of a theme and without anything of the drawing library.</summary>
public sealed record LineChart
{
    /// <summary>What the chart shows, also its accessible name.</summary>
    public required string Title { get; init; }

    /// <summary>The chart in words, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required ChartAxis XAxis { get; init; }

    /// <summary>The vertical axis.</summary>
    public required ChartAxis YAxis { get; init; }

    /// <summary>The lines, in the order of the legend.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Horizontal lines to read against.</summary>
    public IReadOnlyList<ReferenceLine> ReferenceLines { get; init; } = [];

    /// <summary>What the chart leaves out, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Points of all lines.</summary>
    public int PointCount => Series.Sum(series => series.Points.Count);
}
