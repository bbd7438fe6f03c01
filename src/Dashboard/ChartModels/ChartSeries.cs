namespace FastOde.Dashboard.ChartModels;

/// <summary>One line of a chart.</summary>
public sealed record ChartSeries
{
    /// <summary>Unique in its chart and stable while the chart changes.</summary>
    public required string Id { get; init; }

    /// <summary>Name in the legend; lines of one name share an entry and are shown or hidden together.</summary>
    public required string Name { get; init; }

    /// <summary>What tells this line from others of the same name, such as <c>seed 1</c>; empty where nothing does.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Position of the line's label in <see cref="SeriesPalette"/>; decides colour, dashes and marks.</summary>
    public required int ColorIndex { get; init; }

    /// <summary>Whether every point carries a mark: right for a few measured points, not for a long curve.</summary>
    public bool Marked { get; init; }

    /// <summary>Whether a line joins the points.</summary>
    public bool Joined { get; init; } = true;

    /// <summary>The points in the order they are joined.</summary>
    public required IReadOnlyList<ChartPoint> Points { get; init; }
}
