using FastOde.Contracts.Access;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Chooses a role.</summary>
public sealed partial class RoleSelect : ComponentBase
{
    /// <summary>The role.</summary>
    [Parameter, EditorRequired]
    public required Role Value { get; set; }

    /// <summary>Called with the role that is chosen.</summary>
    [Parameter]
    public EventCallback<Role> ValueChanged { get; set; }

    /// <summary>What the role is for, for those who cannot see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Whether the label is seen.</summary>
    [Parameter]
    public bool ShowLabel { get; set; }

    private Task Choose(ChangeEventArgs e) => Enum.TryParse<Role>(e.Value?.ToString(), out var role) ? ValueChanged.InvokeAsync(role) : Task.CompletedTask;
}
