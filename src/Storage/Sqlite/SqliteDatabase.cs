using FastOde.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Sqlite;

/// <summary>
/// One SQLite file. Disposing it closes the pooled connections, so that SQLite folds its write-ahead log into the database
/// and leaves one file.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="busyTimeout">How long a statement waits for another program's write.</param>
internal sealed class SqliteDatabase(string path, TimeSpan busyTimeout) : IDatabase, IDisposable
{
    private readonly DbContextOptions<SqliteFastOdeContext> options = SqliteFastOdeContext.Options(path, busyTimeout);
    private SqliteAnchor? anchor;

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public string Product => "SQLite";

    /// <inheritdoc/>
    public FastOdeContext CreateContext() => new SqliteFastOdeContext(options);

    /// <inheritdoc/>
    /// <remarks>The lock of the data directory says it.</remarks>
    public Task RequireOwnership(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RequirePresence(CancellationToken cancellationToken)
    {
        // SQLite would make an empty file, or go on writing to one that nobody finds any more.
        var exists = File.Exists(path);
        if (exists && anchor?.HasMoved != true)
            return Task.CompletedTask;
        ClosePool();
        throw exists ? SqliteFailure.Replaced(path) : SqliteFailure.Lost(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        anchor?.Dispose();
        ClosePool();
    }

    private void ClosePool()
    {
        using var connection = new SqliteConnection(SqliteFastOdeContext.ConnectionString(path, busyTimeout));
        SqliteConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public async Task Initialize(CancellationToken cancellationToken)
    {
        var file = new SqliteFile(path, busyTimeout);
        var exists = file.Check();
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            List<string> known = [.. context.Database.GetMigrations()];
            var applied = exists ? await file.Applied(cancellationToken).ConfigureAwait(false) : [];
            file.RefuseNewer(known, applied);
            await Migrate(context, known.Except(applied).Any(), cancellationToken).ConfigureAwait(false);
        }

        anchor ??= new(path);
    }

    /// <inheritdoc/>
    public async Task<DatabaseInspection?> Inspect(CancellationToken cancellationToken)
    {
        var file = new SqliteFile(path, busyTimeout);
        if (!file.Check())
            return null;
        using var context = CreateContext();
        List<string> known = [.. context.Database.GetMigrations()];
        var applied = await file.Applied(cancellationToken).ConfigureAwait(false);
        file.RefuseNewer(known, applied);
        var integrity = await file.Integrity(cancellationToken).ConfigureAwait(false);
        return integrity == "ok"
            ? new DatabaseInspection(applied.LastOrDefault() ?? "", known.Except(applied).Count())
            : throw new StorageException(
                $"{path} is damaged ({integrity}); restore it from a backup or choose another directory with --data DIR");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ExperimentIds(CancellationToken cancellationToken)
    {
        var file = new SqliteFile(path, busyTimeout);
        return file.Check() ? await file.ExperimentIds(cancellationToken).ConfigureAwait(false) : [];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Members(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public Task<long> Size(CancellationToken cancellationToken) =>
        Task.FromResult(new[] { path, $"{path}-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length));

    /// <inheritdoc/>
    public async Task Compact(CancellationToken cancellationToken)
    {
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            await context.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken).ConfigureAwait(false);
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public string? Waiting(Exception exception) =>
        SqliteFailure.IsTransient(exception) ? $"{path} is locked by another program; writes wait until it lets go" : null;

    /// <inheritdoc/>
    public StorageException? Explain(Exception exception) => SqliteFailure.Explain(exception, path);

    private static async Task Migrate(FastOdeContext context, bool pending, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        if (pending)
        {
            // A process that was killed while migrating leaves its mark here, and the next one would wait for it for
            // ever. The directory's lock says that nobody else is migrating.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);

            // A table is changed by putting another in its place, which must not delete what refers to it.
            await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", cancellationToken).ConfigureAwait(false);
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
            await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Proves that the file can be written; nothing is changed.
            await context.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; ROLLBACK", cancellationToken).ConfigureAwait(false);
        }
    }
}
