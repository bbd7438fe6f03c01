using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Where along time the trajectories of some trials bend, at equal steps, or each at its latest evaluation.</summary>
public sealed partial class ProfileChart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LineChart profile = CurvatureProfiles.Of(new TrialGroups<TrialSummary>([]), []);
    private (int Version, int? Step, int Trials)? drawn;

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>Rises when new profiles may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>What of theirs is compared; null where each trial stands for itself.</summary>
    [Parameter]
    public EqualSteps? Steps { get; set; }

    /// <summary>Height of the drawing in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 340;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var trials = Steps?.TrialIds ?? [.. Groups.TrialIds];
        var wanted = (PicturesVersion, Steps?.Step, trials.Count);
        if (drawn == wanted)
            return;

        drawn = wanted;
        var profiles = await Results.CurvatureProfiles(TrialSelection.Of(trials), Steps?.Step, leaving.Token);
        profile = CurvatureProfiles.Of(Groups, profiles);
    }
}
