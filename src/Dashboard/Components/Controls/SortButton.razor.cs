using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Sorts a table by a column; column and direction stand in the address as <c>sort</c> and <c>descending</c>.</summary>
public sealed partial class SortButton : ComponentBase
{
    /// <summary>What stands on it.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The column's key.</summary>
    [Parameter, EditorRequired]
    public required string Column { get; set; }

    /// <summary>The column that the table is sorted by.</summary>
    [Parameter, EditorRequired]
    public required string SortedBy { get; set; }

    /// <summary>Whether its largest comes first.</summary>
    [Parameter]
    public bool Descending { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Arrow => Column != SortedBy ? "" : Descending ? " ▼" : " ▲";

    private void Toggle() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["sort"] = Column,
            ["descending"] = Column == SortedBy && !Descending ? "1" : null,
        }),
        replace: true);
}
