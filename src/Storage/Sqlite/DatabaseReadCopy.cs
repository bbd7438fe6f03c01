using FastOde.Storage.Directories;

namespace FastOde.Storage.Sqlite;

/// <summary>
/// The SQLite database of a data directory of an earlier version, as a copy of this version for as long as somebody reads it.
/// Whoever only reads changes nothing, and does not keep a process of that version from its work.
/// </summary>
public sealed class DatabaseReadCopy : IDisposable
{
    private DatabaseReadCopy(DirectoryInfo folder) => Folder = folder;

    /// <summary>The copy.</summary>
    public string Path => System.IO.Path.Combine(Folder.FullName, "experiments.db");

    private DirectoryInfo Folder { get; }

    /// <summary>Makes one in the folder for temporary files, which its owner alone may read.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    /// <param name="cancellationToken">Ends it; nothing stays behind.</param>
    /// <exception cref="StorageException">The database cannot be read, or the copy not be written.</exception>
    public static async Task<DatabaseReadCopy> Make(DataDirectory directory, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var copy = new DatabaseReadCopy(Directory.CreateTempSubdirectory("fastode-"));
        try
        {
            using var made = await UpToDateCopy.Make(directory.DatabasePath, copy.Path, busyTimeout, cancellationToken).ConfigureAwait(false);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Removes the copy.</summary>
    public void Dispose() => Folder.Delete(recursive: true);
}
