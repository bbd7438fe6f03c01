using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>All experiments, the newest first; what the list is narrowed to stands in the address.</summary>
public sealed partial class ExperimentsPage : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 20;
    private readonly Dictionary<long, ExperimentFollower> followers = [];
    private readonly CancellationTokenSource leaving = new();
    private ExperimentPage? list;
    private string? problem;
    private int loads;

    /// <summary>What experiments must have, as <see cref="FastOde.Contracts.Queries.ExperimentQuery"/> reads it.</summary>
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
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int PageNumber => Math.Max(1, Page ?? 1);

    private ExperimentState? SelectedState => Enum.TryParse<ExperimentState>(State, ignoreCase: true, out var state) ? state : null;

    private bool IsFiltered => !string.IsNullOrEmpty(Search) || SelectedState is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        loads++;
        await leaving.CancelAsync();
        await CloseFollowers(_ => true);
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => Load();

    private async Task Load()
    {
        var filter = new ExperimentFilter
        {
            Query = string.IsNullOrEmpty(Search) ? null : Search,
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

    private void ChangeSearch(string? text) => Go(("search", string.IsNullOrEmpty(text) ? null : text), ("page", null));

    private void ChangeState(ExperimentState? state) => Go(("state", state?.ToString().ToLowerInvariant()), ("page", null));

    private void ChangePage(int number) => Go(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));

    private void Go(params (string Key, string? Value)[] query) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(query.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)), replace: true);
}
