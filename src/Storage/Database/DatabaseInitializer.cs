using FastOde.Storage.Directories;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Database;

/// <summary>Creates the database or brings it up to date at start, before anything else uses it.</summary>
public sealed class DatabaseInitializer
{
    private static readonly byte[] Signature = "SQLite format 3\0"u8.ToArray();

    private readonly DataDirectory directory;
    private readonly StorageOptions options;
    private readonly Func<FastOdeContext> contexts;

    internal DatabaseInitializer(DataDirectory directory, StorageOptions options, Func<FastOdeContext> contexts)
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
            bool exists = CheckFile();
            FastOdeContext context = contexts();
            await using (context.ConfigureAwait(false))
            {
                List<string> known = [.. context.Database.GetMigrations()];
                List<string> applied = exists ? await Applied(cancellationToken).ConfigureAwait(false) : [];
                if (applied.Except(known).Any())
                {
                    throw new StorageException(
                        $"{directory.DatabasePath} was written by a newer version of FastOde; update FastOde or choose another directory with --data DIR");
                }

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

    private bool CheckFile()
    {
        string path = directory.DatabasePath;
        if (Directory.Exists(path))
            throw new StorageException($"{path} is a directory; move it away or choose another directory with --data DIR");
        if (!File.Exists(path))
            return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length == 0)
                return false;
            var start = new byte[Signature.Length];
            int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return read == start.Length && start.AsSpan().SequenceEqual(Signature)
                ? true
                : throw SqliteFailure.NotDatabase(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new StorageException(
                $"{path} cannot be written: {exception.Message.TrimEnd('.')}; make it writable or choose another directory with --data DIR",
                exception);
        }
    }

    /// <summary>The migrations that the file has had, read without changing it.</summary>
    private async Task<List<string>> Applied(CancellationToken cancellationToken)
    {
        var connectionString = new SqliteConnectionStringBuilder(
            SqliteFastOdeContext.ConnectionString(directory.DatabasePath, options.BusyTimeout))
        {
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(connectionString.ToString());
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            List<string> tables = await Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", cancellationToken).ConfigureAwait(false);
            if (tables.Contains("__EFMigrationsHistory"))
                return await Column(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"", cancellationToken).ConfigureAwait(false);
            return tables.All(table => table.StartsWith("__EF", StringComparison.Ordinal))
                ? []
                : throw new StorageException(
                    $"{directory.DatabasePath} belongs to another program; move it away or choose another directory with --data DIR");
        }
    }

    private static async Task<List<string>> Column(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            values.Add(reader.GetString(0));
        return values;
    }
}
