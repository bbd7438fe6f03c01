using FastOde.Contracts.Results;

namespace FastOde.TestSupport;

/// <summary>Files in memory, each under the trial and the path that a test recorded.</summary>
public sealed class FakeArtifacts : IArtifactReader
{
    private readonly Dictionary<(string Trial, string Path), (ArtifactRecord Record, byte[] Content)> files = [];

    /// <summary>A picture of one pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    public ArtifactRecord Add(string trialId, ArtifactRecord record, byte[] content)
    {
        files[(trialId, record.Path)] = (record, content);
        return record;
    }

    public Task<ArtifactFile?> Open(string trialId, string path, CancellationToken cancellationToken = default) => Task.FromResult(
        files.TryGetValue((trialId, path), out var file) ? new ArtifactFile(file.Record, new MemoryStream(file.Content)) : null);
}
