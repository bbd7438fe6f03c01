using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FastOde.Storage.Sqlite;

/// <summary>Gives each opened connection what SQLite does not keep in the file.</summary>
/// <param name="busyTimeout">How long to wait for another program's write.</param>
internal sealed class SqliteConnectionSetup(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    // With a write-ahead log, synchronous NORMAL loses at most the last commits when the power fails, and nothing when
    // the process is killed; a trial repeats those steps from its checkpoint. The log is cut back to 64 MiB.
    private readonly string settings = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864;");

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp(connection);
        return Task.CompletedTask;
    }

    private void SetUp(DbConnection connection)
    {
        // SQLite's own lower() knows ASCII only.
        ((SqliteConnection)connection).CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = settings;
        command.ExecuteNonQuery();
    }
}
