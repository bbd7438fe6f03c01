using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Two or more trials side by side: settings, curves, evaluation tables, trajectories.</summary>
public sealed partial class ComparePage : ComponentBase, IAsyncDisposable
{
    private readonly List<ExperimentSession> sessions = [];
    private readonly MetricHistory history = new();
    private IReadOnlyList<TrialDetail> details = [];
    private IReadOnlyList<string> unknown = [];
    private EqualSteps equal = EqualSteps.Of([], []);
    private IReadOnlyList<TrialDifferenceRow> differences = [];
    private TrialGroups<TrialSummary> groups = new([]);
    private int picturesVersion;
    private string? opened;
    private bool loading = true;

    /// <summary>Ids of the trials, separated by commas; the first is what the others are compared with.</summary>
    [SupplyParameterFromQuery(Name = "trials")]
    public string? Ids { get; set; }

    [Inject]
    private SessionSource Sessions { get; set; } = null!;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    private bool Train => details.Any(detail => detail.Spec.Function is null);

    private IReadOnlyList<string> TrialIds => [.. details.Select(detail => detail.Summary.Id)];

    private IEnumerable<TrialSummary> Trials => details.Select(detail => groups.Find(detail.Summary.Id) ?? detail.Summary);

    private IReadOnlyList<string> Heads => [.. details.Select(detail => detail.Summary.Id)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Close();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (opened == (Ids ?? ""))
            return;

        var opening = opened = Ids ?? "";
        loading = true;
        await Close();
        var wanted = opening.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        var found = await Task.WhenAll(wanted.Select(id => Results.Trial(id)));
        if (opening != opened)
            return;

        details = [.. found.OfType<TrialDetail>()];
        unknown = [.. wanted.Where((_, i) => found[i] is null)];
        foreach (var experiment in details.Select(detail => detail.Summary.ExperimentId).Distinct())
        {
            var session = Sessions.New(history);
            sessions.Add(session);
            await session.Open(experiment, OnPage, [.. details.Where(detail => detail.Summary.ExperimentId == experiment).Select(detail => detail.Summary.Id)]);
            if (opening != opened)
                return;
        }

        Take();
        loading = false;
    }

    private Task OnPage(Func<Task> work) => InvokeAsync(async () =>
    {
        await work();
        Take();
        StateHasChanged();
    });

    private void Take()
    {
        HashSet<string> compared = [.. TrialIds];
        groups = new TrialGroups<TrialSummary>(sessions.SelectMany(session => session.Trials).Where(trial => compared.Contains(trial.Id)), trial => trial.Id);
        picturesVersion = sessions.Sum(session => session.PicturesVersion);
        equal = EqualSteps.Of(groups.All, sessions.SelectMany(session => session.Evaluations));
        differences = TrialDifferences.Of(TrialIds, equal);
    }

    private async Task Close()
    {
        foreach (var session in sessions)
            await session.DisposeAsync();

        sessions.Clear();
    }

    private string NameOf(TrialSummary trial) => sessions.Find(session => session.Summary?.Id == trial.ExperimentId)?.Summary?.Name ?? $"{trial.ExperimentId}";
}
