namespace FastOde.Dashboard.ChartModels;

/// <summary>A horizontal line that a curve is read against, such as the floor of a metric.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">Its height.</param>
/// <param name="ColorIndex">Position in <see cref="SeriesPalette"/> of an assignment that the line stands for; null where it stands for none.</param>
public sealed record ReferenceLine(string Name, double Value, int? ColorIndex = null);
