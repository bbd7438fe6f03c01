using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>One of a few options, kept in the address.</summary>
public sealed partial class Choice : ComponentBase
{
    /// <summary>What is chosen.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Key in the address.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>The options.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Options { get; set; }

    /// <summary>The option chosen.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>How an option is written.</summary>
    [Parameter]
    public Func<string, string> Text { get; set; } = option => option;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private void Change(ChangeEventArgs e) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(Key, e.Value?.ToString()), replace: true);
}
