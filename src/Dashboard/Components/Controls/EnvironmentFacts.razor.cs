using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>With what a trial was trained, folded up.</summary>
public sealed partial class EnvironmentFacts : ComponentBase
{
    /// <summary>The environment of its last attempt.</summary>
    [Parameter, EditorRequired]
    public required AttemptEnvironment Environment { get; set; }
}
