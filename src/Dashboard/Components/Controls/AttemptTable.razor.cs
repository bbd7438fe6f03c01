using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The attempts of a trial, the first first.</summary>
public sealed partial class AttemptTable : ComponentBase
{
    /// <summary>The attempts.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<AttemptRecord> Attempts { get; set; }
}
