using FastOde.Storage.Directories;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Database;

/// <summary>Creates the database or brings it up to date at start, before anything else uses it.</summary>
public sealed class DatabaseInitializer
{
    private readonly DataDirectory directory;
    private readonly StorageOptions options;
    private readonly IContextSource contexts;

    internal DatabaseInitializer(DataDirectory directory, StorageOptions options, IContextSource contexts)
    {
        this.directory = directory;
        this.options = options;
        this.contexts = contexts;
    }

    /// <summary>
    /// Creates the data directory and <c>experiments.db</c> where they are missing and applies the migrations it lacks.
    /// The caller holds the directory's lock. A database that cannot be used is left exactly as it is.
    /// </summary>
    /// <exception cref="StorageException">
    /// The directory cannot be written; the file is not a database, belongs to another program or a newer version, is
    /// damaged, read-only or locked.
    /// </exception>
    public async Task Initialize(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        directory.Prepare();
        try
        {
            DatabaseFile file = new(directory.DatabasePath, options.BusyTimeout);
            bool exists = file.Check();
            FastOdeContext context = contexts.Create();
            await using (context.ConfigureAwait(false))
            {
                List<string> known = [.. context.Database.GetMigrations()];
                List<string> applied = exists ? await file.Applied(cancellationToken).ConfigureAwait(false) : [];
                file.RefuseNewer(known, applied);
                await Migrate(context, known.Except(applied).Any(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (SqliteFailure.Explain(exception, directory.DatabasePath) is { } explained)
        {
            throw explained;
        }
    }

    private static async Task Migrate(FastOdeContext context, bool pending, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        if (pending)
        {
            // A process that was killed while migrating leaves its mark here, and the next one would wait for it for
            // ever. The directory's lock says that nobody else is migrating.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Proves that the file can be written; nothing is changed.
            await context.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; ROLLBACK", cancellationToken).ConfigureAwait(false);
        }
    }
}
