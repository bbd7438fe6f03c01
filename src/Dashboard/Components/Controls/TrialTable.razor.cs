using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Trials, a row each, to be sorted and selected. The browser holds the rows in sight and a few around them, however many there are.</summary>
public sealed partial class TrialTable : ComponentBase
{
    /// <summary>Most trials that can be selected: their ids stand in the address.</summary>
    public const int MostSelected = 200;

    /// <summary>Pixels, as the style sheet has it: where the browser scrolls to follows from it.</summary>
    private const float RowHeight = 44;

    /// <summary>The trials in order.</summary>
    [Parameter, EditorRequired]
    public required List<TrialSummary> Rows { get; set; }

    /// <summary>The columns between the trial and the objective.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialColumn> Columns { get; set; }

    /// <summary>Values of cells.</summary>
    [Parameter, EditorRequired]
    public required TrialTableData Data { get; set; }

    /// <summary>Their assignments, for the colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>What the experiment optimises, as the spec has it; null where it only compares.</summary>
    [Parameter]
    public string? Objective { get; set; }

    /// <summary>Ids of selected trials.</summary>
    [Parameter]
    public IReadOnlyList<string> Selected { get; set; } = [];

    /// <summary>Called with the new selection.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> SelectedChanged { get; set; }

    /// <summary>Column the table is sorted by.</summary>
    [Parameter]
    public string SortedBy { get; set; } = TrialColumns.Number;

    /// <summary>Whether the largest comes first.</summary>
    [Parameter]
    public bool Descending { get; set; }

    private bool IsAllSelected => Rows.Count is > 0 and <= MostSelected && Rows.TrueForAll(trial => Selected.Contains(trial.Id));

    private string? Sort(string column) => column != SortedBy ? null : Descending ? "descending" : "ascending";

    private static string? Class(TrialColumn column) => column.Kind == TrialColumnKind.Cell || column.Key is TrialColumns.Seed or TrialColumns.Rate or TrialColumns.Evaluations or TrialColumns.Attempts ? "number" : null;

    private Task Toggle(string trialId) => SelectedChanged.InvokeAsync(
        Selected.Contains(trialId) ? [.. Selected.Where(id => id != trialId)]
        : Selected.Count < MostSelected ? [.. Selected, trialId]
        : Selected);

    private Task ToggleAll() => SelectedChanged.InvokeAsync(IsAllSelected ? [] : [.. Rows.Select(trial => trial.Id)]);
}
