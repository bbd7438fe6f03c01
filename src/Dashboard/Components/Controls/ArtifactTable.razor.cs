using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The files that a trial has left; its pictures, of which there are many, as one row.</summary>
public sealed partial class ArtifactTable : ComponentBase
{
    /// <summary>The trial.</summary>
    [Parameter, EditorRequired]
    public required string TrialId { get; set; }

    /// <summary>The files.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; set; }

    private List<ArtifactRecord> Samples => [.. Artifacts.Where(artifact => ArtifactKinds.IsPicture(artifact.Kind))];
}
