namespace FastOde.Dashboard.ChartModels;

/// <summary>One point of a chart, with a spread where there is one.</summary>
/// <param name="X">Position on the horizontal axis.</param>
/// <param name="Y">Position on the vertical axis.</param>
/// <param name="Low">Lower end of the spread, or null.</param>
/// <param name="High">Upper end of the spread, or null.</param>
public readonly record struct ChartPoint(double X, double Y, double? Low = null, double? High = null);
