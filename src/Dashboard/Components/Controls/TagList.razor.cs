using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The tags of an experiment; each leads to all experiments that have it.</summary>
public sealed partial class TagList : ComponentBase
{
    /// <summary>The tags.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Tags { get; set; }

    private static string Address(string tag) => $"/experiments?search={Uri.EscapeDataString($"tag:{tag}")}";
}
