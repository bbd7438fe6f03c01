using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What is wrong with a spec, in the words of the command line.</summary>
public sealed partial class ProblemList : ComponentBase
{
    /// <summary>Id of the element.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The problems in the order of the text.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SpecProblem> Problems { get; set; }

    /// <summary>Called with the line of a problem that was chosen; without it problems are plain text.</summary>
    [Parameter]
    public EventCallback<int> LineChosen { get; set; }
}
