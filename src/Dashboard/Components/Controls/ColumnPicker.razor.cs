using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Chooses and orders the columns of a table.</summary>
public sealed partial class ColumnPicker : ComponentBase
{
    /// <summary>All columns that there are.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialColumn> All { get; set; }

    /// <summary>Those shown, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialColumn> Chosen { get; set; }

    /// <summary>Called with the keys of those that are to be shown, in order; null for the usual ones.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>?> Changed { get; set; }

    private Task Add(TrialColumn column) => Change(Chosen.Append(column));

    private Task Leave(TrialColumn column) => Change(Chosen.Where(other => other != column));

    private Task Move(int from, int to)
    {
        List<TrialColumn> moved = [.. Chosen];
        moved.RemoveAt(from);
        moved.Insert(to, Chosen[from]);
        return Change(moved);
    }

    private Task Change(IEnumerable<TrialColumn> columns) => Changed.InvokeAsync([.. columns.Select(column => column.Key)]);
}
