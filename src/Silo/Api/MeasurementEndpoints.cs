using System.Security.Claims;
using FastOde.Client.Trials;
using FastOde.Contracts.OnDemand;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Has cells of a trial measured, as whoever asks; the gate refuses what is not theirs to ask for.</summary>
internal static class MeasurementEndpoints
{
    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var measurements = api.MapGroup("/trials/{id}/measurements").WithTags(TrialEndpoints.Tag);
        measurements.MapPost("", Measure).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithName("measureTrial").WithSummary("Begins to measure the trial's newest checkpoint, or that of a step, by other solvers or metrics than its spec's, beside what runs; nothing is stored.");
        measurements.MapGet("", Status).ProducesProblem(404).WithName("getMeasurements").WithSummary("What was asked for last as it stands, with every cell that is kept: an hour after it was last asked for.");
        measurements.MapDelete("", Cancel).ProducesProblem(403).ProducesProblem(404).WithName("cancelMeasurements").WithSummary("Has nothing measured any further.");
    }

    private static async Task<Accepted<MeasurementsView>> Measure(
        IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, string id, MeasurementOrderView order, CancellationToken cancellationToken)
    {
        var status = await AskerCalls.As(user, () => new TrialHandle(id, grains, clock).MeasureAsync(order.ToOrder(), cancellationToken));
        return TypedResults.Accepted($"{RestApi.Current}/trials/{id}/measurements", MeasurementsView.Of(status));
    }

    private static async Task<Ok<MeasurementsView>> Status(IGrainFactory grains, TimeProvider clock, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok(MeasurementsView.Of(Require(await new TrialHandle(id, grains, clock).MeasurementsAsync(cancellationToken), id)));

    private static async Task<Ok<MeasurementsView>> Cancel(IGrainFactory grains, TimeProvider clock, ClaimsPrincipal user, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok(MeasurementsView.Of(Require(await AskerCalls.As(user, () => new TrialHandle(id, grains, clock).CancelMeasurementsAsync(cancellationToken)), id)));

    private static EvaluationStatus Require(EvaluationStatus? status, string id) =>
        status ?? throw new KeyNotFoundException($"Nothing of trial {id} has been asked for, or it is not kept any more.");
}
