using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Sqlite;

/// <summary>
/// Holds on to a database file to tell whether its path still leads to it. It reads and locks nothing, and other
/// connections may come and go.
/// </summary>
internal sealed partial class SqliteAnchor : IDisposable
{
    // SQLITE_FCNTL_HAS_MOVED: a path that leads elsewhere or nowhere.
    private const int HasMovedOperation = 20;

    private readonly SqliteConnection connection;

    /// <summary>Takes hold of the file that is at a path now.</summary>
    /// <param name="path">The file; it exists.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public SqliteAnchor(string path)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        connection.Open();
    }

    /// <summary>Whether the path now leads to another file, or to none.</summary>
    public bool HasMoved
    {
        get
        {
            _ = FileControl(connection.Handle!.DangerousGetHandle(), null, HasMovedOperation, out var moved);
            return moved != 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(nint database, string? name, int operation, out int result);
}
