namespace FastOde.Dashboard.ChartModels;

/// <summary>A horizontal line that a curve is read against, such as the floor of a metric.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">Its height.</param>
public sealed record ReferenceLine(string Name, double Value);
