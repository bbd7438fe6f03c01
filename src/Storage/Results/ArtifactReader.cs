using FastOde.Contracts.Results;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Files of the data directory, each only through the row that records it.</summary>
/// <param name="database">The database.</param>
/// <param name="artifacts">Has the files that other processes have written.</param>
/// <param name="directory">The data directory.</param>
internal sealed class ArtifactReader(DatabaseAccess database, IArtifactStore artifacts, DataDirectory directory) : IArtifactReader
{
    /// <inheritdoc/>
    public async Task<ArtifactFile?> Open(string trialId, string path, CancellationToken cancellationToken = default)
    {
        // The path is compared, never resolved: what is not recorded letter by letter does not exist.
        var record = await database.Read(
            context => context.Trials.AsNoTracking()
                .Where(trial => trial.PublicId == trialId)
                .SelectMany(trial => trial.Artifacts)
                .Where(artifact => artifact.Path == path)
                .Select(Projections.Artifact)
                .FirstOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return record is not null && await artifacts.Fetch(record, cancellationToken).ConfigureAwait(false) && Open(directory.Absolute(record.Path)) is { } content
            ? new ArtifactFile(record, content)
            : null;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            // A trial may replace or delete the file while somebody reads it.
            return new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
