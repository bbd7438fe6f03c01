using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Where along time the trajectories of some trials bend, at their latest evaluations.</summary>
public sealed partial class ProfileChart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LineChart profile = CurvatureProfiles.Of(new TrialGroups([]), []);
    private int drawn = -1;

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups Groups { get; set; }

    /// <summary>Rises when new profiles may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>Height of the drawing in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 340;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (drawn == PicturesVersion)
        {
            return;
        }

        drawn = PicturesVersion;
        var profiles = await Results.CurvatureProfiles([.. Groups.TrialIds], leaving.Token);
        profile = CurvatureProfiles.Of(Groups, profiles);
    }
}
