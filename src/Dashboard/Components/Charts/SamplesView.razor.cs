using FastOde.Contracts.Results;
using FastOde.Dashboard.Artifacts;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>What a trial generates: the grid of every solver and number side by side, at one of its evaluations.</summary>
public sealed partial class SamplesView : ComponentBase
{
    private IReadOnlyList<int> steps = [];
    private IReadOnlyList<SampleGrid> grids = [];
    private SampleGrid? strips;
    private int current;

    /// <summary>The trial.</summary>
    [Parameter, EditorRequired]
    public required string TrialId { get; set; }

    /// <summary>Its files.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; set; }

    /// <summary>Its evaluation rows.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EvaluationRecord> Rows { get; set; }

    /// <summary>How many images an evaluation generates for each cell.</summary>
    [Parameter, EditorRequired]
    public required int Samples { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Step => Navigation.Query("step");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        steps = SampleGrids.Steps(Artifacts);
        if (steps.Count > 0)
        {
            current = StepSlider.Chosen(steps, Step);
            grids = SampleGrids.Of(Artifacts, Rows, current);
            strips = SampleGrids.Strips(Artifacts, Rows, current);
        }
    }

    private string Address(SampleGrid grid) => ArtifactAddress.Of(TrialId, grid.Artifact);
}
