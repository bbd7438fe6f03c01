namespace FastOde.Storage.Database;

/// <summary>Writes a database anew without the room of what was deleted from it.</summary>
public sealed class DatabaseCompaction
{
    private readonly IDatabase database;

    internal DatabaseCompaction(IDatabase database) => this.database = database;

    /// <summary>What people know the database by.</summary>
    public string Name => database.Name;

    /// <summary>Does it. The caller holds the directory's lock; as much room as the database takes must be free beside it.</summary>
    /// <returns>Its size in bytes before and after.</returns>
    /// <exception cref="StorageException">It cannot be done now; the database is as it was.</exception>
    public async Task<(long Before, long After)> Run(CancellationToken cancellationToken)
    {
        try
        {
            var before = await database.Size(cancellationToken).ConfigureAwait(false);
            await database.Compact(cancellationToken).ConfigureAwait(false);
            return (before, await database.Size(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }
}
