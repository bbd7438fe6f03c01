using FastOde.Storage.Directories;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Database;

/// <summary>
/// Closes the pooled connections when the container is disposed, so that SQLite folds its write-ahead log into the
/// database and leaves one file.
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="options">Waiting, as in the connection string.</param>
internal sealed class SqliteConnectionPool(DataDirectory directory, StorageOptions options) : IDisposable
{
    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(
            SqliteFastOdeContext.ConnectionString(directory.DatabasePath, options.BusyTimeout));
        SqliteConnection.ClearPool(connection);
    }
}
