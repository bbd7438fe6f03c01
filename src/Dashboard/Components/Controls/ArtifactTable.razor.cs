using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The files that a trial has left.</summary>
public sealed partial class ArtifactTable : ComponentBase
{
    /// <summary>The files.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; set; }
}
