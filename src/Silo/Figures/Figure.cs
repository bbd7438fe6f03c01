using FastOde.Dashboard.ChartModels;

namespace FastOde.Silo.Figures;

/// <summary>A figure: charts above each other on one horizontal axis.</summary>
/// <param name="Title">The experiment's name.</param>
/// <param name="Subtitle">What is shown, and over how many seeds.</param>
/// <param name="Panels">The charts from top to bottom; at least one.</param>
internal sealed record Figure(string Title, string Subtitle, IReadOnlyList<LineChart> Panels);
