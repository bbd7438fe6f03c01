using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>How much of something is done, as a bar and as numbers.</summary>
public sealed partial class ProgressBar : ComponentBase
{
    /// <summary>What is done.</summary>
    [Parameter, EditorRequired]
    public required long Done { get; set; }

    /// <summary>What there is to do; 0 where that is not known.</summary>
    [Parameter, EditorRequired]
    public required long Total { get; set; }

    /// <summary>Accessible name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What never will be done: it is drawn apart, so that a full bar means that all is done.</summary>
    [Parameter]
    public long Lost { get; set; }

    /// <summary>What has become of it; empty where other words on the page say so.</summary>
    [Parameter]
    public string LostText { get; set; } = "";

    private string Percent(long part) => string.Create(
        CultureInfo.InvariantCulture, $"{(Total > 0 ? Math.Clamp(100.0 * part / Total, 0, 100) : 0):F1}%");
}
