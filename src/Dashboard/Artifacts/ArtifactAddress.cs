using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Artifacts;

/// <summary>Where the browser finds the files of trials.</summary>
public static class ArtifactAddress
{
    /// <summary>Name of the query parameter that carries the beginning of the file's checksum.</summary>
    public const string VersionKey = "v";

    private const int VersionLength = 12;

    /// <summary>The address of a file, below the dashboard's own; another content has another address.</summary>
    /// <param name="trialId">The trial that recorded it.</param>
    /// <param name="artifact">The file.</param>
    public static string Of(string trialId, ArtifactRecord artifact) =>
        $"files/{trialId}/{string.Join('/', artifact.Path.Split('/').Select(Uri.EscapeDataString))}?{VersionKey}={Version(artifact)}";

    /// <summary>The beginning of a file's checksum.</summary>
    /// <param name="artifact">The file.</param>
    public static string Version(ArtifactRecord artifact) => artifact.Sha256[..Math.Min(VersionLength, artifact.Sha256.Length)];
}
