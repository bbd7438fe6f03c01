using OxyPlot;

namespace FastOde.Silo.Figures;

/// <summary>A figure that is ready to be written.</summary>
/// <param name="Name">A name for its file, without extension.</param>
/// <param name="Caption">What it shows, in a line.</param>
/// <param name="Description">What can be seen on it in words, for those who cannot see it.</param>
/// <param name="Notes">What it leaves out, and why.</param>
/// <param name="Plot">The plot.</param>
/// <param name="Height">Its height; all have the same width.</param>
internal sealed record DrawnFigure(string Name, string Caption, string Description, IReadOnlyList<string> Notes, PlotModel Plot, int Height)
{
    private const int HeightOfOnePanel = 560;
    private const int HeightOfTwoPanels = 820;

    /// <summary>Whether it is one of several alike, which are looked at beside each other.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>A figure of charts.</summary>
    /// <param name="name">A name for its file.</param>
    /// <param name="figure">The charts.</param>
    public static DrawnFigure Of(string name, Figure figure) => new(
        name,
        figure.Subtitle,
        string.Join(' ', figure.Panels.Select(panel => panel.Description)),
        [.. figure.Panels.SelectMany(panel => panel.Notes).Distinct()],
        FigurePlot.Of(figure),
        figure.Panels.Count == 1 ? HeightOfOnePanel : HeightOfTwoPanels);
}
