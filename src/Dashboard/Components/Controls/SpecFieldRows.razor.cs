using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Settings of trials, a row for each key path.</summary>
public sealed partial class SpecFieldRows : ComponentBase
{
    /// <summary>Key path, value in each trial, and whether these differ.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Key, IReadOnlyList<string> Values, bool Differs)> Rows { get; set; }

    /// <summary>A heading for each trial.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Heads { get; set; }
}
