namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// The colours, dashes and marks of couplings, one position for each label, the same on every page. Colours stay apart
/// for red-green blind readers, and every one stands out from its background by at least 3:1.
/// Dashes and marks change as well, so that colour is never the only difference.
/// </summary>
public static class SeriesPalette
{
    private static readonly string[] Light = ["#0064a8", "#d9660a", "#159a80", "#7a1560", "#9a63e8", "#4a1208", "#b0355a", "#5d6b78"];
    private static readonly string[] Dark = ["#55a9ff", "#ee8830", "#4fdcc0", "#b5659c", "#d3ee62", "#7a72f2", "#c4502a", "#eef2f6"];
    private static readonly string[] Dashes = ["solid", "dashed", "dotted"];
    private static readonly string[] Marks = ["circle", "rect", "triangle", "diamond"];

    /// <summary>Positions with a colour of their own; later ones start again with other dashes.</summary>
    public static int Count => Light.Length;

    /// <summary>Colour of a position as <c>#rrggbb</c>.</summary>
    /// <param name="index">Position of the label, from 0.</param>
    /// <param name="isDark">Whether the background is dark.</param>
    public static string Color(int index, bool isDark) => (isDark ? Dark : Light)[index % Count];

    /// <summary>Dashes of a position: <c>solid</c>, <c>dashed</c> or <c>dotted</c>.</summary>
    /// <param name="index">Position of the label, from 0.</param>
    public static string Dash(int index) => Dashes[index / Count % Dashes.Length];

    /// <summary>Mark of a position: <c>circle</c>, <c>rect</c>, <c>triangle</c> or <c>diamond</c>.</summary>
    /// <param name="index">Position of the label, from 0.</param>
    public static string Mark(int index) => Marks[(index + (index / Count)) % Marks.Length];
}
