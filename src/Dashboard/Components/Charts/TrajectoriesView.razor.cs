using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Trajectories from the prior to data, a panel for each coupling of one seed, or for each trial.</summary>
public sealed partial class TrajectoriesView : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<TrajectorySet> sets = [];
    private IReadOnlyList<(TrialSummary Trial, TrajectorySet Set, TrajectoryPicture Picture)>? panels;
    private IReadOnlyList<string> seeds = [];
    private (int, string, bool) read;
    private string drawnSeed = "";

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups Groups { get; set; }

    /// <summary>Rises when new trajectories may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>Whether every trial has a panel, whatever its seed.</summary>
    [Parameter]
    public bool EachTrial { get; set; }

    /// <summary>The seed shown; the least one by default.</summary>
    [SupplyParameterFromQuery]
    public string? Seed { get; set; }

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    private string CurrentSeed => seeds.Contains(Seed) ? Seed! : seeds.Count > 0 ? seeds[0] : "";

    /// <inheritdoc />
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (PicturesVersion, string.Join(',', Groups.TrialIds), EachTrial);
        if (read != wanted)
        {
            read = wanted;
            sets = await Results.Trajectories([.. Groups.TrialIds], leaving.Token);
            Draw();
        }
        else if (panels is not null && drawnSeed != CurrentSeed)
        {
            Draw();
        }
    }

    private void Draw()
    {
        var found = sets
            .Select(set => (Trial: Groups.Find(set.TrialId), Set: set))
            .Where(pair => pair.Trial is not null && pair.Set.Times.Count > 0)
            .Select(pair => (Trial: pair.Trial!, pair.Set))
            .OrderBy(pair => Groups.IndexOf(pair.Trial.Id)).ThenBy(pair => pair.Trial.Number)
            .ToList();
        seeds = EachTrial
            ? []
            : [.. found.Select(pair => pair.Trial.Seed).Distinct().Order().Select(seed => seed.ToString(CultureInfo.InvariantCulture))];
        drawnSeed = CurrentSeed;
        var frame = TrajectoryFrame.Around(found.Select(pair => pair.Set));
        panels =
        [
            .. found
                .Where(pair => EachTrial || pair.Trial.Seed.ToString(CultureInfo.InvariantCulture) == CurrentSeed)
                .Select(pair => (pair.Trial, pair.Set, TrajectoryPicture.Of(pair.Set, frame))),
        ];
    }
}
