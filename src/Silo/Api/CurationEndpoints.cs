using System.Security.Claims;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Names, notes, tags, the archive and deletion, as whoever asks.</summary>
internal static class CurationEndpoints
{
    private const string Tag = "experiments";

    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var experiments = api.MapGroup("/experiments").WithTags(Tag);
        experiments.MapPatch("/{id:long}", (IGrainFactory grains, TimeProvider clock, IResultQueries results, ClaimsPrincipal user, long id, EditView edit, CancellationToken cancellationToken) =>
                Change(grains, clock, results, user, id, (experiment, token) => experiment.EditAsync(edit.Edit(), token), cancellationToken))
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("editExperiment").WithSummary("Changes its name, notes or tags; the spec stays as it was submitted.");
        experiments.MapDelete("/{id:long}", (IGrainFactory grains, TimeProvider clock, IResultQueries results, ClaimsPrincipal user, long id, CancellationToken cancellationToken) =>
                Change(grains, clock, results, user, id, (experiment, token) => experiment.DeleteAsync(token), cancellationToken))
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("deleteExperiment").WithSummary("Deletes an experiment that has ended: its files and rows go at goesAt, and until then it can be taken back.");
        Map(experiments, "undelete", (experiment, token) => experiment.UndeleteAsync(token), "Takes its deletion back.");
        Map(experiments, "archive", (experiment, token) => experiment.ArchiveAsync(token), "Takes it out of the usual lists; nothing else changes.");
        Map(experiments, "restore", (experiment, token) => experiment.RestoreAsync(token), "Puts it back from the archive.");
    }

    private static void Map(RouteGroupBuilder experiments, string name, Func<ExperimentHandle, CancellationToken, Task> change, string summary) => experiments
        .MapPost($"/{{id:long}}/{name}", (IGrainFactory grains, TimeProvider clock, IResultQueries results, ClaimsPrincipal user, long id, CancellationToken cancellationToken) =>
            Change(grains, clock, results, user, id, change, cancellationToken))
        .ProducesProblem(403).ProducesProblem(404)
        .WithName($"{name}Experiment").WithSummary(summary);

    private static async Task<Ok<ExperimentView>> Change(
        IGrainFactory grains, TimeProvider clock, IResultQueries results, ClaimsPrincipal user, long id, Func<ExperimentHandle, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        await AskerCalls.As(user, () => change(new ExperimentHandle(id, grains, clock), cancellationToken));
        return TypedResults.Ok(ExperimentView.Of((await ExperimentEndpoints.Require(results, id, cancellationToken)).Summary));
    }
}
