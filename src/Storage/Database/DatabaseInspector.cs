using FastOde.Storage.Directories;

namespace FastOde.Storage.Database;

/// <summary>Looks at a data directory's database without changing it and without its lock.</summary>
public sealed class DatabaseInspector
{
    private readonly DataDirectory directory;
    private readonly IDatabase database;

    internal DatabaseInspector(DataDirectory directory, IDatabase database)
    {
        this.directory = directory;
        this.database = database;
    }

    /// <summary>What people know the database by: a path, or a name and a server.</summary>
    public string Name => database.Name;

    /// <summary>The program that keeps it, such as SQLite.</summary>
    public string Product => database.Product;

    /// <summary>What the database is, or null where there is none yet.</summary>
    /// <exception cref="StorageException">
    /// It is no database, belongs to another program or a newer version, is damaged, or cannot be opened.
    /// </exception>
    public Task<DatabaseInspection?> Inspect(CancellationToken cancellationToken) => Look(database.Inspect, cancellationToken);

    /// <summary>
    /// The experiments whose folders lie in the data directory and that its database does not know: a lost or newer
    /// database has left them.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<long>> OrphanedExperiments(CancellationToken cancellationToken) =>
        [.. directory.ExperimentFolders().Except(await Look(database.ExperimentIds, cancellationToken).ConfigureAwait(false))];

    /// <summary>The processes of the cluster that share the database now, in words; none where none do.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public Task<IReadOnlyList<string>> Members(CancellationToken cancellationToken) => Look(database.Members, cancellationToken);

    private async Task<T> Look<T>(Func<CancellationToken, Task<T>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }
}
