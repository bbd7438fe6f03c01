using System.Globalization;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The trials of an experiment, a row each, to be sorted and selected.</summary>
public sealed partial class TrialTable : ComponentBase
{
    private const int PageSize = 50;
    private IReadOnlyList<string> keys = [];
    private IReadOnlyList<TrialSummary> shown = [];
    private int page = 1;
    private int known;

    /// <summary>The trials.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialSummary> Trials { get; set; }

    /// <summary>How many further trials the experiment is to have.</summary>
    [Parameter]
    public int Coming { get; set; }

    /// <summary>Their assignments, for the colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>What the experiment optimises.</summary>
    [Parameter]
    public ObjectiveSpec? Objective { get; set; }

    /// <summary>Whether the trials train, so that they have steps, rates and weights.</summary>
    [Parameter]
    public bool Trains { get; set; } = true;

    /// <summary>Ids of selected trials.</summary>
    [Parameter]
    public IReadOnlyList<string> Selected { get; set; } = [];

    /// <summary>Called with the new selection.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> SelectedChanged { get; set; }

    /// <summary>Column the table is sorted by.</summary>
    [Parameter]
    public string SortedBy { get; set; } = "number";

    /// <summary>Whether the largest comes first.</summary>
    [Parameter]
    public bool Descending { get; set; }

    private int Page => Math.Clamp(page, 1, Math.Max(1, (Trials.Count + PageSize - 1) / PageSize));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Assignments never change; trials are only added.
        if (known != Trials.Count)
        {
            known = Trials.Count;
            keys = TrialOrder.ParameterKeys(Trials);
        }

        Cut();
    }

    private void Turn(int number)
    {
        page = number;
        Cut();
    }

    // The trials come by number: a page of them in that order costs nothing that grows with the study.
    private void Cut()
    {
        var first = (Page - 1) * PageSize;
        shown = SortedBy == "number" && !Descending
            ? [.. Enumerable.Range(first, Math.Min(PageSize, Trials.Count - first)).Select(index => Trials[index])]
            : [.. TrialOrder.By(Trials, SortedBy, Descending).Skip(first).Take(PageSize)];
    }

    // Drawn numbers have up to 17 digits; the whole number stands in the cell's title.
    private static string Parameter(TrialSummary trial, string key) => trial.Parameters.GetValueOrDefault(key) switch
    {
        null => "–",
        { Number: { } number } => number.ToString("G6", CultureInfo.InvariantCulture),
        var value => value.ToString(),
    };

    private Task Toggle(string trialId) => SelectedChanged.InvokeAsync(
        Selected.Contains(trialId) ? [.. Selected.Where(id => id != trialId)] : [.. Selected, trialId]);
}
