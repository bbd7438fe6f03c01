using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A small line without axes, beside the number that it is the past of.</summary>
public sealed partial class Sparkline : ComponentBase
{
    private static readonly string ViewBox = string.Create(CultureInfo.InvariantCulture, $"0 0 {UseHistory.Width} {UseHistory.Height}");

    /// <summary>What to draw; nothing where it has no line.</summary>
    [Parameter, EditorRequired]
    public required UseHistory Model { get; set; }

    /// <summary>What the line is of.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }
}
