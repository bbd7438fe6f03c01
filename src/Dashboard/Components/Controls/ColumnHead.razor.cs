using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The head of a sortable column.</summary>
public sealed partial class ColumnHead : ComponentBase
{
    /// <summary>What stands in the head.</summary>
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

    /// <summary>Class of the cell.</summary>
    [Parameter]
    public string? Class { get; set; }

    private string? Sort => Column != SortedBy ? null : Descending ? "descending" : "ascending";
}
