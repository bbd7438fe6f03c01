using FastOde.Storage.Directories;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Database;

/// <summary>
/// Makes contexts of a data directory's SQLite database. Disposing it closes the pooled connections, so that SQLite
/// folds its write-ahead log into the database and leaves one file.
/// </summary>
/// <param name="factory">The pool of contexts.</param>
/// <param name="directory">The data directory.</param>
/// <param name="options">Waiting, as in the connection string.</param>
internal sealed class SqliteContextSource(
    IDbContextFactory<SqliteFastOdeContext> factory, DataDirectory directory, StorageOptions options) : IContextSource, IDisposable
{
    /// <inheritdoc/>
    public FastOdeContext Create() => factory.CreateDbContext();

    /// <inheritdoc/>
    public void Dispose() => Forget();

    /// <inheritdoc/>
    public void Forget()
    {
        using var connection = new SqliteConnection(
            SqliteFastOdeContext.ConnectionString(directory.DatabasePath, options.BusyTimeout));
        SqliteConnection.ClearPool(connection);
    }
}
