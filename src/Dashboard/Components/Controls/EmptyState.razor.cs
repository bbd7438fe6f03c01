using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What stands where there is nothing yet: why, and what to do.</summary>
public sealed partial class EmptyState : ComponentBase
{
    /// <summary>Why nothing is here.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>An icon of MudBlazor.</summary>
    [Parameter]
    public string Icon { get; set; } = Icons.Material.Outlined.Inbox;

    /// <summary>What to do.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
