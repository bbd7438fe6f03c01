using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>All experiments, the newest first; what the list is narrowed to stands in the address.</summary>
public sealed partial class ExperimentsPage : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 20;
    private readonly Dictionary<long, ExperimentFeed> feeds = [];
    private readonly CancellationTokenSource leaving = new();
    private ExperimentPage? list;
    private int loads;

    /// <summary>Part of the name that experiments must have.</summary>
    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    /// <summary>State that experiments must have.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Page of the list, from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private FeedSource Feeds { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    private ExperimentState? SelectedState => Enum.TryParse<ExperimentState>(State, ignoreCase: true, out var state) ? state : null;

    private bool IsFiltered => !string.IsNullOrEmpty(Search) || SelectedState is not null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        loads++;
        await leaving.CancelAsync();
        await CloseFeeds(_ => true);
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => Load();

    private async Task Load()
    {
        var filter = new ExperimentFilter
        {
            NameContains = string.IsNullOrEmpty(Search) ? null : Search,
            State = SelectedState,
            Skip = (PageNumber - 1) * PageSize,
            Take = PageSize,
        };
        var load = ++loads;
        var found = await Results.Experiments(filter, leaving.Token);
        if (load != loads)
        {
            return;
        }

        list = found;
        var unfinished = found.Items.Where(item => item.State is ExperimentState.Running or ExperimentState.Paused)
            .Select(item => item.Id).ToHashSet();
        await CloseFeeds(id => !unfinished.Contains(id));
        foreach (var id in unfinished.Where(id => !feeds.ContainsKey(id)).ToList())
        {
            var feed = await Feeds.Open(id, changes => InvokeAsync(() => Apply(changes)));
            if (load != loads || !feeds.TryAdd(id, feed))
            {
                await feed.DisposeAsync();
            }
        }
    }

    private void Apply(ExperimentChanges changes)
    {
        if (changes.Experiment is { } changed && list is not null)
        {
            list = list with { Items = [.. list.Items.Select(item => item.Id == changed.Id ? changed : item)] };
            StateHasChanged();
        }
    }

    private async Task CloseFeeds(Func<long, bool> close)
    {
        foreach (var id in feeds.Keys.Where(close).ToList())
        {
            feeds.Remove(id, out var feed);
            await feed!.DisposeAsync();
        }
    }

    private void ChangeSearch(string? text) => Go(("search", string.IsNullOrEmpty(text) ? null : text), ("page", null));

    private void ChangeState(ExperimentState? state) => Go(("state", state?.ToString().ToLowerInvariant()), ("page", null));

    private void ChangePage(int number) => Go(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));

    private void Go(params (string Key, string? Value)[] query) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(query.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)), replace: true);
}
