using System.Globalization;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Everything a line chart shows, without colours of a theme and without anything of the drawing library.</summary>
public sealed record LineChart
{
    /// <summary>Most lines that <see cref="Best"/> leaves: more cannot be told apart, and no page could draw a hundred thousand.</summary>
    public const int MostLines = 60;

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

    /// <summary>The chart with the lines that reach the best values where there are too many; a note says so then.</summary>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public LineChart Best(bool higherIsBetter)
    {
        if (Series.Count <= MostLines && ReferenceLines.Count <= MostLines)
            return this;

        HashSet<string> kept = [.. Series.OrderBy(line => Merit(line, higherIsBetter)).Take(MostLines).Select(line => line.Id)];
        return this with
        {
            Description = $"{Title}: too many lines to list.",
            Notes = [.. Notes, string.Create(CultureInfo.InvariantCulture, $"Of {Series.Count + ReferenceLines.Count} lines only the best {MostLines} are drawn.")],
            Series = [.. Series.Where(line => kept.Contains(line.Id))],
            ReferenceLines = [.. ReferenceLines.Take(MostLines)],
        };
    }

    private static double Merit(ChartSeries line, bool higherIsBetter) =>
        line.Points.Select(point => higherIsBetter ? -point.Y : point.Y).DefaultIfEmpty(double.PositiveInfinity).Min();
}
