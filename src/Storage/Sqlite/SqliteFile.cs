using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Sqlite;

/// <summary>The file of a database, looked at without changing it.</summary>
/// <param name="path">The file.</param>
/// <param name="busyTimeout">How long to wait for another program's write.</param>
internal sealed class SqliteFile(string path, TimeSpan busyTimeout)
{
    private const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table'";

    private static readonly byte[] Signature = "SQLite format 3\0"u8.ToArray();

    /// <summary>Whether there is a database; an empty file is none.</summary>
    /// <exception cref="StorageException">The file is something else, or cannot be written.</exception>
    public bool Check()
    {
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
            var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
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
    /// <exception cref="StorageException">It belongs to another program.</exception>
    public async Task<List<string>> Applied(CancellationToken cancellationToken)
    {
        var connection = OpenForReading();
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var tables = await Column(connection, Tables, cancellationToken).ConfigureAwait(false);
            if (tables.Contains("__EFMigrationsHistory"))
                return await Column(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", cancellationToken).ConfigureAwait(false);
            return tables.All(table => table.StartsWith("__EF", StringComparison.Ordinal))
                ? []
                : throw new StorageException(
                    $"{path} belongs to another program; move it away or choose another directory with --data DIR");
        }
    }

    /// <summary>Refuses a file that has had migrations that this program does not know.</summary>
    /// <exception cref="StorageException">It has.</exception>
    public void RefuseNewer(IEnumerable<string> known, IEnumerable<string> applied)
    {
        if (applied.Except(known).Any())
        {
            throw new StorageException(
                $"{path} was written by a newer version of FastOde; update FastOde or choose another directory with --data DIR");
        }
    }

    /// <summary>The ids of its experiments, read without changing it; none where it has had no migration.</summary>
    public async Task<List<long>> ExperimentIds(CancellationToken cancellationToken)
    {
        var ids = await Rows("experiments", "SELECT CAST(id AS TEXT) FROM experiments", cancellationToken).ConfigureAwait(false);
        return ids.ConvertAll(id => long.Parse(id, CultureInfo.InvariantCulture));
    }

    /// <summary>Copies the database as it stands at one moment, also while others write to it.</summary>
    /// <param name="target">The copy: one file, replaced where it exists.</param>
    /// <param name="cancellationToken">Looked at before it begins.</param>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task CopyTo(string target, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(target);
            var source = OpenForReading();
            await using (source.ConfigureAwait(false))
            {
                await source.OpenAsync(cancellationToken).ConfigureAwait(false);
                using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
                await copy.OpenAsync(cancellationToken).ConfigureAwait(false);
                source.BackupDatabase(copy);
                // The copy is a file that is complete by itself.
                using var journal = copy.CreateCommand();
                journal.CommandText = "PRAGMA journal_mode = DELETE";
                await journal.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SqliteException exception) when (SqliteFailure.Explain(exception, path) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>The files that it has on record, in the order of their paths; none where it has had no migration.</summary>
    public async Task<List<RecordedFile>> RecordedFiles(CancellationToken cancellationToken)
    {
        var rows = await Rows("artifacts", "SELECT sha256 || ' ' || path FROM artifacts ORDER BY path", cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => row.Split(' ', 2)).ConvertAll(parts => new RecordedFile(parts[1], parts[0]));
    }

    /// <summary>What SQLite's own check finds wrong with the file; one line, <c>ok</c> where nothing is.</summary>
    public async Task<string> Integrity(CancellationToken cancellationToken)
    {
        var connection = OpenForReading();
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return (await Column(connection, "PRAGMA quick_check(1)", cancellationToken).ConfigureAwait(false))[0];
        }
    }

    /// <summary>A column of a table that the file may not have yet.</summary>
    private async Task<List<string>> Rows(string table, string sql, CancellationToken cancellationToken)
    {
        var connection = OpenForReading();
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var tables = await Column(connection, Tables, cancellationToken).ConfigureAwait(false);
            return tables.Contains(table) ? await Column(connection, sql, cancellationToken).ConfigureAwait(false) : [];
        }
    }

    private SqliteConnection OpenForReading() => new(
        new SqliteConnectionStringBuilder(SqliteFastOdeContext.ConnectionString(path, busyTimeout))
        {
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());

    private static async Task<List<string>> Column(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            values.Add(reader.GetString(0));
        return values;
    }
}
