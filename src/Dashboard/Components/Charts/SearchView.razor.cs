using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Tables;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>What a search has found: parallel coordinates, the objective against each key, and which keys matter.</summary>
public sealed partial class SearchView : ComponentBase
{
    private const int MostScatters = 12;
    private SearchedTrials searched = new([], 0);
    private ParallelChart? parallel;
    private IReadOnlyList<(string Key, LineChart Model)> scatters = [];
    private ImportanceInput? importance;
    private string filter = "";
    private int drawn = -1;

    /// <summary>The trials by number.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialSummary> Trials { get; set; }

    /// <summary>How many have completed; pictures are made anew where that has changed.</summary>
    [Parameter, EditorRequired]
    public required int Completed { get; set; }

    /// <summary>What is optimised and demanded.</summary>
    [Parameter, EditorRequired]
    public required Goals Goals { get; set; }

    /// <summary>The search.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SearchDimension> Space { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string TableAddress => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = null, [TrialTableRequest.FilterKey] = filter });

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A new drawing would take the marks away; it waits until there are none.
        if (drawn == Completed || filter.Length > 0)
            return;

        drawn = Completed;
        searched = SearchedTrials.Of(Trials, Goals);
        parallel = ParallelChart.Of(searched.Measured, Space, Goals.First);
        scatters = [.. KeyScatter.Drawable(Space).Take(MostScatters).Select(dimension => (dimension.Key, KeyScatter.Of(searched.Measured, dimension, Goals.First)))];
        importance = searched.Importance(Space);
    }

    private void Mark(string marked) => filter = marked;
}
