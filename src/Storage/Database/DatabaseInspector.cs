using FastOde.Storage.Directories;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Database;

/// <summary>Looks at a data directory's database without changing it and without its lock.</summary>
/// <param name="directory">The data directory.</param>
public sealed class DatabaseInspector(DataDirectory directory)
{
    /// <summary>What the database is, or null where there is none yet.</summary>
    /// <exception cref="StorageException">
    /// The file is not a database, belongs to another program or a newer version, is damaged, or cannot be opened.
    /// </exception>
    public async Task<DatabaseInspection?> Inspect(CancellationToken cancellationToken)
    {
        try
        {
            DatabaseFile file = new(directory.DatabasePath, new StorageOptions().BusyTimeout);
            if (!file.Check())
                return null;
            List<string> known = Known();
            List<string> applied = await file.Applied(cancellationToken).ConfigureAwait(false);
            file.RefuseNewer(known, applied);
            string integrity = await file.Integrity(cancellationToken).ConfigureAwait(false);
            return integrity == "ok"
                ? new DatabaseInspection(applied.LastOrDefault() ?? "", known.Except(applied).Count())
                : throw new StorageException(
                    $"{directory.DatabasePath} is damaged ({integrity}); restore it from a backup or choose another directory with --data DIR");
        }
        catch (Exception exception) when (SqliteFailure.Explain(exception, directory.DatabasePath) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>
    /// The experiments whose folders lie in the data directory and that its database does not know: a lost or newer
    /// database has left them.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<long>> OrphanedExperiments(CancellationToken cancellationToken)
    {
        try
        {
            DatabaseFile file = new(directory.DatabasePath, new StorageOptions().BusyTimeout);
            List<long> known = file.Check() ? await file.ExperimentIds(cancellationToken).ConfigureAwait(false) : [];
            return [.. directory.ExperimentFolders().Except(known)];
        }
        catch (Exception exception) when (SqliteFailure.Explain(exception, directory.DatabasePath) is { } explained)
        {
            throw explained;
        }
    }

    private List<string> Known()
    {
        DbContextOptionsBuilder<SqliteFastOdeContext> builder = new();
        SqliteFastOdeContext.Configure(builder, directory.DatabasePath, new StorageOptions().BusyTimeout);
        using SqliteFastOdeContext context = new(builder.Options);
        return [.. context.Database.GetMigrations()];
    }
}
