using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace FastOde.Dashboard.Artifacts;

/// <summary>Serves the files that trials have recorded: images to look at, everything else to save.</summary>
public static class ArtifactEndpoint
{
    // The address of a file changes with its content, so that a browser never has to ask for one again.
    private const string Forever = "private, max-age=31536000, immutable";
    private const string AskAgain = "private, no-cache";

    /// <summary>Adds the addresses that <see cref="ArtifactAddress"/> makes.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods(
        "/files/{trialId}/{**path}", [HttpMethods.Get, HttpMethods.Head], Serve);

    private static async Task<IResult> Serve(string trialId, string? path, IArtifactReader reader, HttpContext context)
    {
        if (path is null || await reader.Open(trialId, path, context.RequestAborted) is not { } file)
            return TypedResults.NotFound();

        var isImage = path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        var isVersioned = context.Request.Query[ArtifactAddress.VersionKey] == ArtifactAddress.Version(file.Record);
        context.Response.Headers.CacheControl = isVersioned ? Forever : AskAgain;
        return TypedResults.Stream(
            file.Content,
            isImage ? "image/png" : "application/octet-stream",
            isImage ? null : path[(path.LastIndexOf('/') + 1)..],
            entityTag: new EntityTagHeaderValue($"\"{file.Record.Sha256}\""),
            enableRangeProcessing: true);
    }
}
