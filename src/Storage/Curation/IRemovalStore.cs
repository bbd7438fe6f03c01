namespace FastOde.Storage.Curation;

/// <summary>
/// Removes deleted experiments once nobody can take them back any more: their files first and then their rows, so that
/// whoever goes on after a crash finds what is left to do.
/// </summary>
public interface IRemovalStore
{
    /// <summary>The deleted experiments that are to go now, the oldest first.</summary>
    Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken);

    /// <summary>Removes a deleted experiment. One that is needed again by now is kept, and its deletion is taken back.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="cancellationToken">Ends it between two steps; it goes on the next time.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StorageException">The database cannot be written, or a file cannot be deleted.</exception>
    Task<RemovalResult> Remove(long experimentId, CancellationToken cancellationToken);
}
