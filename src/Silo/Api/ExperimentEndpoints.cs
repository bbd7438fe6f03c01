using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Reads experiments: lists, one with its spec, its trials, what they compare to, and live changes.</summary>
internal static class ExperimentEndpoints
{
    private const string Tag = "experiments";

    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var experiments = api.MapGroup("/experiments").WithTags(Tag);
        experiments.MapGet("/", List).ProducesProblem(400).WithName("listExperiments").WithSummary("A page of experiments, the newest first. query is what the search of the dashboard takes; archived and deleted ones are left out where it does not ask for them.");
        experiments.MapGet("/{id:long}", Find).ProducesProblem(404).WithName("getExperiment").WithSummary("An experiment with its spec.");
        experiments.MapGet("/{id:long}/trials", Trials).ProducesProblem(400).ProducesProblem(404).WithName("listTrials").WithSummary("A page of an experiment's trials by number, with live steps.");
        experiments.MapGet("/{id:long}/report", Report).Produces(200, contentType: "application/json").ProducesProblem(404)
            .WithName("getReport").WithSummary("All trials with their evaluations, and the verdicts: what fastode run --json writes.");
        experiments.MapGet("/{id:long}/events", Events).Produces<ChangeView>(200, "text/event-stream").ProducesProblem(404)
            .WithName("watchExperiment").WithSummary("Live changes as server-sent events (experiment, trial, metrics, evaluations) until the experiment has ended.");
    }

    private static async Task<Results<Ok<Page<ExperimentView>>, ProblemHttpResult>> List(
        IResultQueries results, [AsParameters] PageRequest page, string? name, ExperimentState? state, string? query, CancellationToken cancellationToken)
    {
        if (page.Refusal() is { } refusal)
            return refusal;
        var asked = $"{(name is null ? "" : ExperimentQuery.Quoted(name))} {query}";
        var found = await results.Experiments(new ExperimentFilter { Query = asked, State = state, Skip = page.Skip, Take = page.Take }, cancellationToken);
        return TypedResults.Ok(new Page<ExperimentView>([.. found.Items.Select(ExperimentView.Of)], found.Total));
    }

    private static async Task<Ok<ExperimentDetailView>> Find(IResultQueries results, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok(ExperimentDetailView.Of(await Require(results, id, cancellationToken)));

    private static async Task<Results<Ok<Page<TrialView>>, ProblemHttpResult>> Trials(
        IResultQueries results, IGrainFactory grains, long id, [AsParameters] PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Refusal() is { } refusal)
            return refusal;
        var found = await results.TrialPage(id, page.Skip, page.Take, cancellationToken);
        if (found.Total == 0)
            _ = await Require(results, id, cancellationToken);
        var live = await Live(grains, id, [.. found.Items.Where(trial => trial.State == TrialState.Running).Select(trial => trial.Number)], cancellationToken);
        return TypedResults.Ok(new Page<TrialView>([.. found.Items.Select(trial => TrialView.Of(live.GetValueOrDefault(trial.Number, trial)))], found.Total));
    }

    /// <summary>Running trials as they stand now; their rows are as old as a heartbeat.</summary>
    private static async Task<IReadOnlyDictionary<int, TrialSummary>> Live(IGrainFactory grains, long id, IReadOnlyList<int> running, CancellationToken cancellationToken) =>
        running.Count == 0
            ? new Dictionary<int, TrialSummary>()
            : (await grains.GetGrain<IExperimentGrain>(id).TrialsOf(running).WaitAsync(cancellationToken)).ToDictionary(trial => trial.Number);

    private static async Task<FileContentHttpResult> Report(IResultQueries results, IArtifactReader artifacts, long id, CancellationToken cancellationToken)
    {
        _ = await Require(results, id, cancellationToken);
        var report = await (await ExperimentReport.Read(results, id, cancellationToken)).WithLineages(results, artifacts, cancellationToken);
        return TypedResults.Bytes(JsonReport.Write([report]), "application/json");
    }

    private static async Task<ServerSentEventsResult<ChangeView>> Events(
        IResultQueries results, IGrainFactory grains, TimeProvider clock, IHostApplicationLifetime lifetime, long id, HttpContext context)
    {
        _ = await Require(results, id, context.RequestAborted);
        return TypedResults.ServerSentEvents(Changes(new ExperimentHandle(id, grains, clock), lifetime.ApplicationStopping, context.RequestAborted));
    }

    /// <summary>The process does not wait for those that listen when it ends.</summary>
    private static async IAsyncEnumerable<SseItem<ChangeView>> Changes(
        ExperimentHandle experiment, CancellationToken ending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, cancellationToken);
        await foreach (var change in experiment.WatchAsync(either.Token))
        {
            var view = ChangeView.Of(change);
            yield return new SseItem<ChangeView>(view, view.Kind());
        }
    }

    /// <summary>An experiment that was asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static async Task<ExperimentDetail> Require(IResultQueries results, long id, CancellationToken cancellationToken) =>
        await results.Experiment(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no experiment {id} in this database.");
}
