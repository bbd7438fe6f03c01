using System.Security.Claims;
using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Views;
using FastOde.Specs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Changes experiments, as whoever asks; the gate refuses what is not theirs to change.</summary>
internal static class ControlEndpoints
{
    private const string Tag = "experiments";
    private const string Source = "spec";

    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var experiments = api.MapGroup("/experiments").WithTags(Tag);
        experiments.MapPost("/", Submit).ProducesProblem(400).ProducesProblem(403).WithName("submitExperiment").WithSummary("Stores a spec as a new experiment and starts it.");
        experiments.MapPost("/check", Check).WithName("checkSpec").WithSummary("The problems of a spec; nothing is stored.");
        Change(experiments, "pause", ExperimentState.Paused, (experiment, token) => experiment.PauseAsync(token), "Stops running trials after a checkpoint; they go on when it is resumed.");
        Change(experiments, "resume", ExperimentState.Running, (experiment, token) => experiment.ResumeAsync(token), "Has a paused experiment go on.");
        Change(experiments, "cancel", ExperimentState.Cancelled, (experiment, token) => experiment.CancelAsync(token), "Ends it: running trials stop after a checkpoint, waiting ones never start.");
        MapGrowth(experiments, api.MapGroup("/trials").WithTags(TrialEndpoints.Tag));
    }

    private static void MapGrowth(RouteGroupBuilder experiments, RouteGroupBuilder trials)
    {
        experiments.MapPost("/{id:long}/extend", Extend).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("extendExperiment").WithSummary("Adds trials or seeds, also where it had completed, and goes on from what is stored.");
        experiments.MapPost("/{id:long}/proposals", Propose).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("proposeAssignments").WithSummary("Has assignments tried that a program chose, where the sampler is external.");
        experiments.MapPost("/{id:long}/rerun", Rerun).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("rerunExperiment").WithSummary("Queues every trial that has failed, each with its retries anew.");
        trials.MapPost("/{id}/retry", Retry).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("retryTrial").WithSummary("Queues a trial that has failed, with its retries anew.");
    }

    private static async Task<Results<Ok<ExperimentView>, ProblemHttpResult>> Extend(
        IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, long id, ExtensionView extension, CancellationToken cancellationToken)
    {
        if (KeyProblem(extension.Key) is { } problem)
            return problem;
        var experiment = new ExperimentHandle(id, grains, clock);
        var wanted = new Extension { Key = extension.Key ?? SubmissionKey.New(), Trials = extension.Trials, Seeds = extension.Seeds, Top = extension.Top };
        return TypedResults.Ok(ExperimentView.Of(await AskerCalls.As(user, () => experiment.ExtendAsync(wanted, cancellationToken))));
    }

    private static async Task<Results<Ok<ProposedTrialsView>, ProblemHttpResult>> Propose(
        IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, long id, ProposalView proposal, CancellationToken cancellationToken)
    {
        if (KeyProblem(proposal.Key) is { } problem)
            return problem;
        var wanted = new Proposal { Key = proposal.Key ?? SubmissionKey.New(), Assignments = proposal.Assignments };
        return TypedResults.Ok(new ProposedTrialsView(await AskerCalls.As(user, () => new ExperimentHandle(id, grains, clock).ProposeAsync(wanted, cancellationToken))));
    }

    private static async Task<Ok<ExperimentView>> Rerun(IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, long id, CancellationToken cancellationToken)
    {
        var experiment = new ExperimentHandle(id, grains, clock);
        _ = await AskerCalls.As(user, () => experiment.RerunFailedAsync(cancellationToken));
        return TypedResults.Ok(ExperimentView.Of(await experiment.SummaryAsync(cancellationToken)));
    }

    private static async Task<Ok<TrialDetailView>> Retry(
        IGrainFactory grains, IResultQueries results, TimeProvider clock, ClaimsPrincipal user, string id, CancellationToken cancellationToken)
    {
        var trial = await TrialEndpoints.Require(results, id, cancellationToken);
        await AskerCalls.As(user, () => new ExperimentHandle(trial.Summary.ExperimentId, grains, clock).RetryAsync(id, cancellationToken));
        return TypedResults.Ok(TrialDetailView.Of(await TrialEndpoints.Require(results, id, cancellationToken)));
    }

    private static ProblemHttpResult? KeyProblem(string? key) => key is { Length: 0 or > SubmissionKey.MaximumLength }
        ? Problems.Of(StatusCodes.Status400BadRequest, $"key: expected 1 to {SubmissionKey.MaximumLength} characters, or none.")
        : null;

    private static async Task<Results<Created<ExperimentView>, ProblemHttpResult>> Submit(
        IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, SubmissionView submission, CancellationToken cancellationToken)
    {
        if (KeyProblem(submission.Key) is { } problem)
            return problem;
        var catalog = grains.GetGrain<IExperimentCatalogGrain>(0);
        var outcome = await AskerCalls.As(user, () => SpecSubmission.Send(catalog, submission.Spec, Source, submission.Key ?? SubmissionKey.New(), cancellationToken));
        if (outcome.ExperimentId is not { } id)
            return Refused(outcome.Problems);
        var summary = await new ExperimentHandle(id, grains, clock).SummaryAsync(cancellationToken);
        return TypedResults.Created($"{RestApi.Current}/experiments/{id}", ExperimentView.Of(summary));
    }

    private static async Task<Ok<IReadOnlyList<SpecProblemView>>> Check(IGrainFactory grains, SubmissionView submission, CancellationToken cancellationToken)
    {
        var reading = await grains.GetGrain<IExperimentCatalogGrain>(0).Validate(submission.Spec, Source).WaitAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SpecProblemView>>([.. reading.Problems.Select(SpecProblemView.Of)]);
    }

    private static void Change(
        RouteGroupBuilder experiments, string name, ExperimentState wanted, Func<ExperimentHandle, CancellationToken, Task> change, string summary) => experiments
        .MapPost($"/{{id:long}}/{name}", async Task<Results<Ok<ExperimentView>, ProblemHttpResult>> (IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, long id, CancellationToken cancellationToken) =>
        {
            var experiment = new ExperimentHandle(id, grains, clock);
            await AskerCalls.As(user, () => change(experiment, cancellationToken));
            var now = await experiment.SummaryAsync(cancellationToken);
            return now.State == wanted
                ? TypedResults.Ok(ExperimentView.Of(now))
                : Problems.Of(StatusCodes.Status409Conflict, $"Experiment {id} is {now.State.ToString().ToLowerInvariant()}, and stays so.");
        })
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
        .WithName($"{name}Experiment").WithSummary(summary);

    private static ProblemHttpResult Refused(IReadOnlyList<SpecProblem> problems) => TypedResults.Problem(
        string.Join('\n', problems),
        statusCode: StatusCodes.Status400BadRequest,
        title: "The spec has problems; nothing was stored.",
        extensions: new Dictionary<string, object?> { ["problems"] = problems.Select(SpecProblemView.Of).ToList() });
}
