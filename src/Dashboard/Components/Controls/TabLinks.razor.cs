using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Links between the views of one page; the view stands in the address as <c>tab</c>, the first as none.</summary>
public sealed partial class TabLinks : ComponentBase
{
    /// <summary>Keys and texts in order; the first is the default.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Key, string Text)> Tabs { get; set; }

    /// <summary>Key of the view shown.</summary>
    [Parameter, EditorRequired]
    public required string Current { get; set; }

    /// <summary>Accessible name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Address(string key) => Navigation.GetUriWithQueryParameter("tab", key == Tabs[0].Key ? null : key);
}
