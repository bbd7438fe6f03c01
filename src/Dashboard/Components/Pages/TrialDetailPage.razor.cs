using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>One trial: its curves, evaluation table, trajectories, attempts, artifacts and what it runs.</summary>
public sealed partial class TrialDetailPage : ComponentBase, IAsyncDisposable
{
    private ExperimentSession session = null!;
    private TrialDetail? detail;
    private TrialGroups own = new([]);
    private (int Attempts, object? State, int Pictures) detailOf;
    private string? opened;
    private bool missing;

    /// <summary>The trial, <c>{experiment}-{number}</c>.</summary>
    [Parameter]
    public string TrialId { get; set; } = "";

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private FeedSource Feeds { get; set; } = null!;

    [Inject]
    private ILogger<ExperimentSession> Logger { get; set; } = null!;

    private TrialSummary? Trial => session.Groups.Find(TrialId);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <inheritdoc />
    protected override void OnInitialized() => session = NewSession();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (opened == TrialId)
        {
            return;
        }

        if (opened is not null)
        {
            await session.DisposeAsync();
            session = NewSession();
        }

        (opened, missing, detail) = (TrialId, false, null);
        var opening = session;
        var found = await Results.Trial(TrialId);
        if (found is not null)
        {
            await opening.Open(found.Summary.ExperimentId, OnPage, [TrialId]);
        }

        if (ReferenceEquals(opening, session))
        {
            missing = found is null;
            detail = found;
            Take();
        }
    }

    private ExperimentSession NewSession() => new(Grains, Results, Feeds, Logger);

    private Task OnPage(Func<Task> work) => InvokeAsync(async () =>
    {
        await work();
        if (detail is not null)
        {
            // Attempts and artifacts are stored before the trial tells of them; they are read when it does.
            var now = (Trial?.Attempts ?? 0, (object?)Trial?.State, session.PicturesVersion);
            if (now != detailOf)
            {
                detail = await Results.Trial(TrialId) ?? detail;
            }

            Take();
        }

        StateHasChanged();
    });

    private void Take()
    {
        own = session.Groups.Only([TrialId]);
        detailOf = (Trial?.Attempts ?? 0, Trial?.State, session.PicturesVersion);
    }
}
