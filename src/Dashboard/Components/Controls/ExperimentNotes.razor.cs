using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What people have put on an experiment: tags, notes, a place in the archive, a deletion.</summary>
public sealed partial class ExperimentNotes : ComponentBase
{
    /// <summary>The experiment.</summary>
    [Parameter, EditorRequired]
    public required ExperimentSummary Experiment { get; set; }

    /// <summary>Its notes; empty for none.</summary>
    [Parameter]
    public string Notes { get; set; } = "";
}
