using FastOde.Dashboard.Specs;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Settings of one or more trials: those that differ first and marked, the others folded away.</summary>
public sealed partial class SpecTable : ComponentBase
{
    private IReadOnlyList<(string Key, IReadOnlyList<string> Values, bool Differs)> differing = [];
    private IReadOnlyList<(string Key, IReadOnlyList<string> Values, bool Differs)> same = [];

    /// <summary>What the trials run.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialSpec> Trials { get; set; }

    /// <summary>A heading for each trial.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Heads { get; set; }

    /// <summary>A seed for each trial, where seeds are compared too.</summary>
    [Parameter]
    public IReadOnlyList<long>? Seeds { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var rows = SpecFields.Compare(Trials).ToList();
        if (Seeds is { } seeds)
            rows.Insert(0, ("seed", [.. seeds.Select(seed => $"{seed}")], seeds.Distinct().Skip(1).Any()));

        (differing, same) = ([.. rows.Where(row => row.Differs)], [.. rows.Where(row => !row.Differs)]);
    }
}
