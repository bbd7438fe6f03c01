using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>The objective over two keys of a search, which stand in the address; nothing where fewer than two have numbers.</summary>
public sealed partial class ContourPlot : ComponentBase
{
    private const string XKey = "x";
    private const string YKey = "y";
    private const double Size = 252;
    private const double CellSize = Size / ContourPicture.Side;

    // Cells that only touch would let the ground through.
    private const double Overlap = 0.4;

    private IReadOnlyList<string> keys = [];
    private ContourPicture? picture;
    private string x = "";
    private string y = "";
    private (IReadOnlyList<TrialSummary> Trials, string X, string Y)? drawn;

    /// <summary>Trials with a value of the objective, by number.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialSummary> Measured { get; set; }

    /// <summary>The search.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SearchDimension> Space { get; set; }

    /// <summary>What the search optimises.</summary>
    [Parameter, EditorRequired]
    public required Objective Objective { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        keys = ContourPicture.Keys(Space);
        if (keys.Count < 2)
            return;
        x = Navigation.Query(XKey) is { } right && keys.Contains(right) ? right : keys[0];
        y = Navigation.Query(YKey) is { } upwards && keys.Contains(upwards) && upwards != x ? upwards : keys.First(key => key != x);
        if (drawn is { } known && ReferenceEquals(known.Trials, Measured) && (known.X, known.Y) == (x, y))
            return;
        drawn = (Measured, x, y);
        picture = ContourPicture.Of(Measured, Space.First(dimension => dimension.Key == x), Space.First(dimension => dimension.Key == y), Objective);
    }
}
