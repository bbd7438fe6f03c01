using FastOde.Contracts.Results;

namespace FastOde.Storage.Artifacts;

/// <summary>
/// Keeps the files of trials where every process finds them. Programs read and write files in the data directory; what
/// they record is put here before its record is stored, and fetched where it is missing before it is read. A file is known
/// by the path and the checksum on record, so that two of one path never stand in for each other.
/// </summary>
public interface IArtifactStore
{
    /// <summary>What people know it by, for messages.</summary>
    string Name { get; }

    /// <summary>Keeps a file of the data directory.</summary>
    /// <param name="file">Its record; it is there as it is recorded.</param>
    /// <param name="cancellationToken">Ends it before it is kept.</param>
    /// <exception cref="StorageException">It cannot be kept now.</exception>
    Task Put(ArtifactRecord file, CancellationToken cancellationToken);

    /// <summary>Brings a file into the data directory, unless one of its path is there.</summary>
    /// <param name="file">Its record.</param>
    /// <param name="cancellationToken">Ends it; nothing half-written stays.</param>
    /// <returns>Whether a file of its path is in the data directory now.</returns>
    /// <exception cref="StorageException">It cannot be looked for now.</exception>
    Task<bool> Fetch(ArtifactRecord file, CancellationToken cancellationToken);

    /// <summary>Whether a file is kept.</summary>
    /// <param name="path">Its path on record.</param>
    /// <param name="sha256">Its checksum on record.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="StorageException">It cannot be looked for now.</exception>
    Task<bool> Has(string path, string sha256, CancellationToken cancellationToken);

    /// <summary>Keeps files no longer, whatever their checksums; nothing happens to those that are not kept.</summary>
    /// <param name="paths">Their paths on record.</param>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    /// <exception cref="StorageException">One of them cannot be deleted now.</exception>
    Task Delete(IReadOnlyCollection<string> paths, CancellationToken cancellationToken);
}
