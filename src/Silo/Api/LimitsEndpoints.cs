using System.Security.Claims;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Views;
using FastOde.Specs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>How experiments may use the machine, also while they run.</summary>
internal static class LimitsEndpoints
{
    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var limits = api.MapGroup("/experiments/{id:long}/limits").WithTags("experiments");
        limits.MapGet("/", Get).ProducesProblem(404).WithName("getLimits").WithSummary("How it may use the machine now.");
        limits.MapPut("/", Put).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404)
            .WithName("setLimits").WithSummary("Changes how it may use the machine, also while it runs; the spec stays as it was submitted.");
    }

    private static async Task<Ok<LimitsView>> Get(IResultQueries results, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok(LimitsView.Of((await ExperimentEndpoints.Require(results, id, cancellationToken)).Limits));

    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> Put(
        IGrainFactory grains, TimeProvider clock, IResultQueries results, ClaimsPrincipal user, long id, LimitsView limits, CancellationToken cancellationToken)
    {
        if (LimitsText.Problem(limits.Limits()) is { } problem)
            return Problems.Of(StatusCodes.Status400BadRequest, problem);
        _ = await ExperimentEndpoints.Require(results, id, cancellationToken);
        await AskerCalls.As(user, () => new ExperimentHandle(id, grains, clock).SetLimitsAsync(limits.Limits(), cancellationToken));
        return TypedResults.Ok(LimitsView.Of((await ExperimentEndpoints.Require(results, id, cancellationToken)).Limits));
    }
}
