namespace FastOde.Contracts.Results;

/// <summary>Reads the files that trials have left, and no others.</summary>
public interface IArtifactReader
{
    /// <summary>
    /// Opens a file that is recorded for a trial; the caller disposes of its content. Null where the trial has recorded
    /// no such path (whatever may lie there), or where the file has gone.
    /// </summary>
    /// <param name="trialId">The trial, <c>{experiment}-{number}</c>.</param>
    /// <param name="path">Its <see cref="ArtifactRecord.Path"/>, exactly as recorded.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    Task<ArtifactFile?> Open(string trialId, string path, CancellationToken cancellationToken = default);
}
