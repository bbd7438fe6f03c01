using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>One experiment: its trials, live curves, the comparison of its couplings, their trajectories, its spec.</summary>
public sealed partial class ExperimentDetailPage : ComponentBase, IAsyncDisposable
{
    private static readonly (string Key, string Text)[] AllTabs =
        [("trials", "Trials"), ("comparison", "Comparison"), ("search", "Search"), ("trajectories", "Trajectories"), ("spec", "Spec")];

    private const int FewestTrialsOfASearch = 8;

    private ExperimentSession session = null!;
    private long opened;
    private bool missing;
    private (Answer? Answer, LineChart? Course) findings;
    private (long Experiment, int Completed, int Stored) foundIn;

    /// <summary>The experiment.</summary>
    [Parameter]
    public long ExperimentId { get; set; }

    /// <summary>The view: <c>comparison</c>, <c>search</c>, <c>trajectories</c>, <c>spec</c>, or none for the trials.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Ids of selected trials, separated by commas.</summary>
    [SupplyParameterFromQuery]
    public string? Selected { get; set; }

    [Inject]
    private SessionSource Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private (string Key, string Text)[] Tabs => [.. AllTabs.Where(tab => tab.Key switch
    {
        "comparison" => session.Trains,
        "search" => Objective is not null && session.Spec!.Search.Space.Any(dimension => dimension.Count is not 1),
        "trajectories" => session.Trains && !SampleGrids.AreLeftBy(session.Spec!.Trial),
        _ => true,
    })];

    private string CurrentTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : AllTabs[0].Key;

    private Objective? Objective => session.Spec!.Objective?.Goals().First;

    private SessionView Shown => Tab switch
    {
        "comparison" or "trajectories" => SessionView.Evaluations,
        "spec" or "search" => SessionView.Trials,
        _ => SessionView.Curves,
    };

    private string[] Asked => (Selected ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private IReadOnlyList<string> SelectedTrials => [.. Asked.Where(id => session.Groups.Find(id) is not null)];

    // Curves are asked for of those trials alone that are drawn.
    private IReadOnlyList<string>? Drawn => SelectedTrials is { Count: > 0 } selected ? selected : null;

    private TrialGroups<TrialSummary> CurveGroups => SelectedTrials.Count == 0 ? session.Groups : session.Groups.Only(SelectedTrials);

    // A few assignments are drawn beside each other by the answer; a search of more is followed by what it has found so far.
    private (Answer? Answer, LineChart? Course) Findings
    {
        get
        {
            if (session.Spec!.Objective?.Goals() is not { } goals)
                return (null, null);
            var state = (session.Summary!.Id, session.Summary.CompletedTrials, session.Trials.Count);
            if (foundIn != state)
            {
                var answer = Answer.From(session.Groups, goals);
                (findings, foundIn) = ((answer, answer?.Chart is null && session.Summary.TrialCount >= FewestTrialsOfASearch ? Course(goals) : null), state);
            }

            return findings;
        }
    }

    private string SelectionText => (SelectedTrials.Count, session.Trains) switch
    {
        (0, true) when session.HasMoreTrialsThanCurves => "The curves show the first trials only. Select trials to compare them.",
        (0, true) => "Select trials to see only their curves, or two and more to compare them.",
        (0, false) => "Select two and more to compare them.",
        (var count, true) => $"{count} selected; the curves show these.",
        var (count, _) => $"{count} selected.",
    };

    private string CompareAddress => "compare?trials=" + string.Join(',', SelectedTrials);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => session = Sessions.New();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (opened == ExperimentId)
        {
            await session.Show(Shown, Drawn);
            return;
        }

        if (opened != 0)
        {
            await session.DisposeAsync();
            session = Sessions.New();
        }

        opened = ExperimentId;
        var opening = session;
        var found = await opening.Open(ExperimentId, work => InvokeAsync(async () =>
        {
            await work();
            StateHasChanged();
        }), shown: Shown, drawn: Asked.Length == 0 ? null : Asked);

        // The address may name trials that are not there.
        if (found && ReferenceEquals(opening, session))
            await session.Show(Shown, Drawn);
        missing = ReferenceEquals(opening, session) ? !found : missing;
    }

    private LineChart? Course(Goals goals) => session.Spec!.Search.Space.Count == 0 ? null
        : goals.AreSeveral ? FrontChart.Of(session.Groups, goals)
        : BestSoFar.Of(session.Trials, goals);

    private void Select(IReadOnlyList<string> ids) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("selected", ids.Count == 0 ? null : string.Join(',', ids)), replace: true);
}
