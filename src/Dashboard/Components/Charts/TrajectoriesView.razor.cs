using System.Globalization;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Trajectories from the prior to data, a panel for each coupling of one seed, or for each trial.</summary>
public sealed partial class TrajectoriesView : ComponentBase, IDisposable
{
    private const int PanelsOfAPage = 12;
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<(TrialSummary Trial, TrajectorySet Set, TrajectoryPicture Picture)>? panels;
    private List<TrialSummary> candidates = [];
    private IReadOnlyList<string> seeds = [];
    private (int Version, string Trials) read;
    private int page = 1;

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>Rises when new trajectories may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>Whether every trial has a panel, whatever its seed.</summary>
    [Parameter]
    public bool EachTrial { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Seed => Navigation.Query("seed");

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    private string CurrentSeed => seeds.Contains(Seed) ? Seed! : seeds.Count > 0 ? seeds[0] : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var trials = Enumerable.Range(0, Groups.Labels.Count).SelectMany(Groups.Trials).ToList();
        seeds = EachTrial ? [] : [.. trials.Select(trial => trial.Seed).Distinct().Order().Select(Text)];
        candidates = EachTrial ? trials : [.. trials.Where(trial => Text(trial.Seed) == CurrentSeed)];
        page = Math.Clamp(page, 1, Math.Max(1, (candidates.Count + PanelsOfAPage - 1) / PanelsOfAPage));
        return Read();
    }

    private static string Text(long seed) => seed.ToString(CultureInfo.InvariantCulture);

    private Task Turn(int number)
    {
        page = number;
        return Read();
    }

    private async Task Read()
    {
        List<TrialSummary> shown = [.. candidates.Skip((page - 1) * PanelsOfAPage).Take(PanelsOfAPage)];
        var wanted = (PicturesVersion, string.Join(',', shown.Select(trial => trial.Id)));
        if (panels is not null && read == wanted)
            return;

        read = wanted;
        var sets = await Results.Trajectories(TrialSelection.Of([.. shown.Select(trial => trial.Id)]), leaving.Token);
        if (read != wanted)
            return;

        var frame = TrajectoryFrame.Around(sets);
        panels =
        [
            .. from trial in shown
               join set in sets on trial.Id equals set.TrialId
               where set.Times.Count > 0
               select (trial, set, TrajectoryPicture.Of(set, frame)),
        ];
    }
}
