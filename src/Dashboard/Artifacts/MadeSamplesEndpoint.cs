using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FastOde.Dashboard.Artifacts;

/// <summary>Serves samples that were made when somebody asked for them, while they are kept.</summary>
public static class MadeSamplesEndpoint
{
    // Another order has another address.
    private const string Forever = "private, max-age=3600, immutable";

    /// <summary>Where the browser finds a file, below the dashboard's own address.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="status">The order.</param>
    /// <param name="name">One of its files.</param>
    public static string Address(string trialId, SamplingStatus status, string name) => $"samples/{trialId}/{status.Key}/{name}";

    /// <summary>Adds the addresses that <see cref="Address"/> makes.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/samples/{trialId}/{key}/{name}", Serve);

    private static async Task<IResult> Serve(string trialId, string key, string name, IGrainFactory grains, HttpContext context)
    {
        ITrialSamplingGrain grain;
        try
        {
            grain = OnDemandGrains.Sampling(grains, trialId);
        }
        catch (ExperimentRefusedException)
        {
            // Where nobody makes samples, none are kept.
            return TypedResults.NotFound();
        }

        if (await grain.Status() is not { } status || status.Key != key || status.Files.FirstOrDefault(file => file.Name == name) is not { } made)
            return TypedResults.NotFound();
        var isImage = name == SamplingStatus.Picture;
        context.Response.Headers.CacheControl = Forever;
        context.Response.ContentLength = made.Bytes;
        return TypedResults.Stream(
            target => MadeSamples.Copy(grain, key, name, target, context.RequestAborted),
            isImage ? "image/png" : "application/zip",
            isImage ? null : $"trial-{trialId}-{name}");
    }
}
