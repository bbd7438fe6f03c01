using FastOde.Analysis.Trials;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>One trial: its curves, evaluation table, trajectories or sample grids, attempts, artifacts and what it runs.</summary>
public sealed partial class TrialDetailPage : ComponentBase, IAsyncDisposable
{
    private const string SamplesTab = "samples";
    private static readonly (string Key, string Text)[] AllTabs = [("overview", "Overview"), (SamplesTab, "Samples")];

    private ExperimentSession session = null!;
    private TrialDetail? detail;
    private IReadOnlyList<EvaluationRecord> measured = [];
    private TrialGroups<TrialSummary> own = new([]);
    private (int Attempts, object? State, int Pictures, int? Checkpoint) detailOf;
    private string? opened;
    private bool missing;
    private bool mayChange;
    private bool busy;

    /// <summary>The trial, <c>{experiment}-{number}</c>.</summary>
    [Parameter]
    public string TrialId { get; set; } = "";

    /// <summary>The view: <c>samples</c>, or none for everything else.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [Inject]
    private SessionSource Sessions { get; set; } = null!;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<TrialDetailPage> Logger { get; set; } = null!;

    private bool LeavesGrids => SampleGrids.AreLeftBy(detail!.Spec);

    private IReadOnlyList<(string Key, string Text)> Tabs => LeavesGrids ? AllTabs : AllTabs[..1];

    private string CurrentTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : AllTabs[0].Key;

    private bool CanSample => mayChange && detail!.Artifacts.Any(file => file.Kind == ArtifactKinds.Checkpoint);

    private TrialSummary? Trial => session.Groups.Find(TrialId);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        session = Sessions.New();
        mayChange = await Visitor.May(Role.Operator);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (opened == TrialId)
            return;

        if (opened is not null)
        {
            await session.DisposeAsync();
            session = Sessions.New();
        }

        (opened, missing, detail, measured) = (TrialId, false, null, []);
        var opening = session;
        var found = await Results.Trial(TrialId);
        if (found is not null)
            await opening.Open(found.Summary.ExperimentId, OnPage, [TrialId]);

        if (ReferenceEquals(opening, session))
        {
            missing = found is null;
            detail = found;
            Take();
        }
    }

    private async Task Retry()
    {
        busy = true;
        try
        {
            await Visitor.As(() => session.Retry(TrialId));
            Snackbar.Add("The trial is queued again.", Severity.Success);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "Trial {Trial} could not be queued again.", TrialId);
            Snackbar.Add($"Trial {TrialId} could not be queued again: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
        }
    }

    private Task OnPage(Func<Task> work) => InvokeAsync(async () =>
    {
        await work();
        if (detail is not null)
        {
            // Attempts and artifacts are stored before the trial tells of them; they are read when it does.
            if (Known() != detailOf)
                detail = await Results.Trial(TrialId) ?? detail;

            Take();
        }

        StateHasChanged();
    });

    private void Take()
    {
        own = session.Groups.Only([TrialId]);
        detailOf = Known();
    }

    private (int Attempts, object? State, int Pictures, int? Checkpoint) Known() =>
        (Trial?.Attempts ?? 0, Trial?.State, session.PicturesVersion, detail?.Spec.Checkpoint.Every is > 0 and var every ? Trial?.Step / every : null);
}
