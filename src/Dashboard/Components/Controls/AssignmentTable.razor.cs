using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Assignments, a row each, taken over their seeds; each leads to its trials.</summary>
public sealed partial class AssignmentTable : ComponentBase
{
    /// <summary>Pixels, as the style sheet has it.</summary>
    private const float RowHeight = 44;

    /// <summary>The assignments in order.</summary>
    [Parameter, EditorRequired]
    public required List<AssignmentRow> Rows { get; set; }

    /// <summary>The columns between the assignment and the objective.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialColumn> Columns { get; set; }

    /// <summary>What the experiment optimises, as the spec has it; null where it only compares.</summary>
    [Parameter]
    public string? Objective { get; set; }

    /// <summary>Column the table is sorted by.</summary>
    [Parameter]
    public string SortedBy { get; set; } = TrialColumns.Number;

    /// <summary>Whether the largest comes first.</summary>
    [Parameter]
    public bool Descending { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Address(AssignmentRow row) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [TrialTableRequest.GroupKey] = null,
        [TrialTableRequest.FilterKey] = string.Join(' ', row.Trials[0].Parameters.Select(pair => $"{pair.Key}=\"{pair.Value}\"")),
    });
}
