using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The colour of an assignment or a trial beside its name, as solid, dashed or dotted as its line.</summary>
public sealed partial class Swatch : ComponentBase
{
    /// <summary>Position of the assignment in the palette.</summary>
    [Parameter, EditorRequired]
    public required int Index { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    private string Shape => SeriesPalette.Dash(Math.Max(0, Index));

    private string Color => SeriesPalette.Color(Math.Max(0, Index), IsDark);
}
