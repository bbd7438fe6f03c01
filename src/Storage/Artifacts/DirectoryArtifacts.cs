using FastOde.Contracts.Results;
using FastOde.Storage.Directories;

namespace FastOde.Storage.Artifacts;

/// <summary>The data directory itself, which the processes of a cluster share: what is written is kept, and what is deleted is gone.</summary>
/// <param name="directory">The data directory.</param>
internal sealed class DirectoryArtifacts(DataDirectory directory) : IArtifactStore
{
    /// <inheritdoc/>
    public string Name => directory.ArtifactsPath;

    /// <inheritdoc/>
    public Task Put(ArtifactRecord file, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> Fetch(ArtifactRecord file, CancellationToken cancellationToken) => Has(file.Path, file.Sha256, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Has(string path, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(directory.Contains(path) && File.Exists(directory.Absolute(path)));

    /// <inheritdoc/>
    public Task Delete(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) => Task.CompletedTask;
}
