using System.Security.Claims;
using FastOde.Client.Trials;
using FastOde.Contracts.OnDemand;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Has samples of a trial made, as whoever asks; the gate refuses what is not theirs to ask for.</summary>
internal static class SamplingEndpoints
{
    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var samples = api.MapGroup("/trials/{id}/samples").WithTags(TrialEndpoints.Tag);
        samples.MapPost("", Make).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("sampleTrial").WithSummary("Begins to make samples from the trial's newest checkpoint, or that of a step, beside what runs; those that were made before are gone.");
        samples.MapGet("", Status).ProducesProblem(404).WithName("getSamples").WithSummary("The trial's newest order of samples as it stands. It is kept for an hour after it was last asked for.");
        samples.MapDelete("", Cancel).ProducesProblem(403).ProducesProblem(404).WithName("cancelSamples").WithSummary("Has the samples not be made any further.");
        samples.MapGet("/archive", Archive).Produces(200, contentType: "application/zip").ProducesProblem(404)
            .WithName("downloadSamples").WithSummary("The samples that were made, in the formats of fastode sample, packed.");
    }

    private static async Task<Accepted<SamplingView>> Make(
        IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, string id, SampleOrderView order, CancellationToken cancellationToken)
    {
        var status = await AskerCalls.As(user, () => new TrialHandle(id, grains, clock).SampleAsync(order.ToOrder(), cancellationToken));
        return TypedResults.Accepted($"{RestApi.Current}/trials/{id}/samples", SamplingView.Of(status));
    }

    private static async Task<Ok<SamplingView>> Status(IGrainFactory grains, TimeProvider clock, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok(SamplingView.Of(Require(await new TrialHandle(id, grains, clock).SamplesAsync(cancellationToken), id)));

    private static async Task<Ok<SamplingView>> Cancel(IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok(SamplingView.Of(Require(await AskerCalls.As(user, () => new TrialHandle(id, grains, clock).CancelSamplesAsync(cancellationToken)), id)));

    private static async Task<PushStreamHttpResult> Archive(IGrainFactory grains, TimeProvider clock, string id, CancellationToken cancellationToken)
    {
        var trial = new TrialHandle(id, grains, clock);
        var status = Require(await trial.SamplesAsync(cancellationToken), id);
        return status.State == WorkState.Completed
            ? TypedResults.Stream(target => trial.DownloadAsync(status.Key, SamplingStatus.Archive, target, cancellationToken), "application/zip", $"trial-{id}-{SamplingStatus.Archive}")
            : throw new KeyNotFoundException($"The samples of trial {id} are not there: {status.Problem ?? status.State.ToString().ToLowerInvariant()}.");
    }

    private static SamplingStatus Require(SamplingStatus? status, string id) =>
        status ?? throw new KeyNotFoundException($"No samples of trial {id} have been asked for, or they are not kept any more.");
}
