using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>All experiments, the newest first; what the list is narrowed to stands in the address.</summary>
public sealed partial class ExperimentsPage : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 20;
    private const string Archived = "archived";
    private const string Deleted = "deleted";
    private static readonly string[] ShownOptions = ["current", Archived, Deleted];
    private readonly Dictionary<long, ExperimentFollower> followers = [];
    private readonly CancellationTokenSource leaving = new();
    private ExperimentPage? list;
    private string? problem;
    private int loads;
    private bool mayChange;
    private bool hasOthers;
    private CatalogFollower? catalog;

    /// <summary>What experiments must have, as <see cref="FastOde.Contracts.Queries.ExperimentQuery"/> reads it.</summary>
    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    /// <summary>State that experiments must have.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Which are listed: <c>archived</c>, <c>deleted</c>, or none of these.</summary>
    [SupplyParameterFromQuery]
    public string? Shown { get; set; }

    /// <summary>Page of the list, from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    private ExperimentState? SelectedState => Enum.TryParse<ExperimentState>(State, ignoreCase: true, out var state) ? state : null;

    private string ShownNow => Shown is Archived or Deleted ? Shown : ShownOptions[0];

    // A deleted experiment can be taken back nowhere else; the rest is on its page too.
    private string? ActionsClass => ShownNow == Deleted ? null : "wide";

    private bool IsFiltered => !string.IsNullOrEmpty(Search) || SelectedState is not null || ShownNow != ShownOptions[0];

    private string? Query => $"{Search} {(ShownNow == ShownOptions[0] ? "" : $"{ShownNow}:yes")}".Trim() is { Length: > 0 } query ? query : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        loads++;
        await leaving.CancelAsync();
        if (catalog is not null)
            await catalog.DisposeAsync();
        await CloseFollowers(_ => true);
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        mayChange = await Visitor.May(Role.Operator);

        // Before the list is read for the first time, so that nothing falls in between.
        var started = await CatalogFollower.Start(Grains, Time, () => InvokeAsync(async () =>
        {
            await Load();
            StateHasChanged();
        }));
        catalog = started;
        if (leaving.IsCancellationRequested)
            await started.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => Load();

    private async Task Load()
    {
        if (leaving.IsCancellationRequested)
            return;

        var filter = new ExperimentFilter
        {
            Query = Query,
            State = SelectedState,
            Skip = (PageNumber - 1) * PageSize,
            Take = PageSize,
        };
        var load = ++loads;
        problem = null;
        ExperimentPage found;
        try
        {
            found = await Results.Experiments(filter, leaving.Token);
        }
        catch (FormatException misunderstood)
        {
            // What was found before stays, while the rest of the query is typed.
            (problem, list) = (misunderstood.Message, list ?? new ExperimentPage { Items = [], Total = 0 });
            return;
        }

        if (load != loads)
            return;

        // A database whose experiments are all put away is not an empty one.
        hasOthers = found.Total == 0 && !IsFiltered && (await Any("archived:any") || await Any("deleted:yes"));
        list = found;
        var unfinished = found.Items.Where(item => item.State is ExperimentState.Running or ExperimentState.Paused)
            .Select(item => item.Id).ToHashSet();
        await CloseFollowers(id => !unfinished.Contains(id));
        foreach (var id in unfinished.Where(id => !followers.ContainsKey(id)).ToList())
        {
            var follower = await ExperimentFollower.Start(Grains, id, ExperimentInterest.Summary, Time, (changes, status) => InvokeAsync(() => Apply(id, changes, status)));
            if (load != loads || !followers.TryAdd(id, follower))
                await follower.DisposeAsync();
        }
    }

    private async Task<bool> Any(string query) =>
        (await Results.Experiments(new ExperimentFilter { Query = query, Take = 0 }, leaving.Token)).Total > 0;

    private async Task Apply(long id, ExperimentChanges changes, LiveStatus status)
    {
        var summary = status == LiveStatus.Restored ? await Grains.GetGrain<IExperimentGrain>(id).Summary() : changes.Experiment;
        if (summary is { } changed && list is not null)
        {
            list = list with { Items = [.. list.Items.Select(item => item.Id == changed.Id ? changed : item)] };
            StateHasChanged();
        }
    }

    private async Task CloseFollowers(Func<long, bool> close)
    {
        foreach (var id in followers.Keys.Where(close).ToList())
        {
            followers.Remove(id, out var follower);
            await follower!.DisposeAsync();
        }
    }

    // Failed is said apart from pruned and cancelled: only that is a fault.
    private static string Others(ExperimentSummary item) => string.Join(
        ", ",
        new[] { (item.RunningTrials, "running"), (item.QueuedTrials, "queued"), (item.FailedTrials, "failed"), (item.PrunedTrials, "pruned"), (item.CancelledTrials, "cancelled") }
            .Where(part => part.Item1 > 0).Select(part => $"{NumberText.Count(part.Item1)} {part.Item2}"));

    private string TimeLeft(ExperimentSummary item) =>
        item.EndsAbout is { } end && end > Time.GetUtcNow() ? $"about {NumberText.Duration(end - Time.GetUtcNow())}" : "";

    private void ChangeSearch(string? text) => Go(("search", string.IsNullOrEmpty(text) ? null : text), ("page", null));

    private void ChangeState(ExperimentState? state) => Go(("state", state?.ToString().ToLowerInvariant()), ("page", null));

    private void ChangePage(int number) => Go(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));

    private void Go(params (string Key, string? Value)[] query) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(query.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)), replace: true);
}
