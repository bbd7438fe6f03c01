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

    private string Percent => string.Create(
        CultureInfo.InvariantCulture, $"{(Total > 0 ? Math.Clamp(100.0 * Done / Total, 0, 100) : 0):F1}%");
}
