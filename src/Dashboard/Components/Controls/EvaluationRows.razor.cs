using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>One trial's evaluation table, solver by solver and number by number, at a step that stands in the address.</summary>
public sealed partial class EvaluationRows : ComponentBase
{
    private IReadOnlyList<string> steps = [];
    private EvaluationTable table = new([], []);

    /// <summary>Evaluation rows of one trial.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EvaluationRecord> Rows { get; set; }

    /// <summary>Rows that were measured when somebody asked, and are not stored.</summary>
    [Parameter]
    public IReadOnlyList<EvaluationRecord> Measured { get; set; } = [];

    /// <summary>How many samples an evaluation generates for each cell; at least one.</summary>
    [Parameter, EditorRequired]
    public required int Samples { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Step => Navigation.Query("step");

    private string CurrentStep => steps.Contains(Step) ? Step! : steps[0];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        steps = [.. EvaluationTable.Steps(Rows.Concat(Measured)).Select(step => step.ToString(CultureInfo.InvariantCulture))];
        if (steps.Count > 0)
            table = EvaluationTable.Of(Rows, int.Parse(CurrentStep, CultureInfo.InvariantCulture), Measured);
    }
}
