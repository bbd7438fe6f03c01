using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Sqlite;

/// <summary>Copies of databases, brought up to date where they are of an earlier version; the databases themselves stay as they are.</summary>
internal static class UpToDateCopy
{
    /// <summary>Copies a database as it stands at one moment, and applies to the copy the migrations that it lacks.</summary>
    /// <param name="path">The database.</param>
    /// <param name="target">The copy: one file, replaced where it exists.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="StorageException">The database cannot be read, or is of a newer version.</exception>
    public static async Task<SqliteDatabase> Make(string path, string target, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        var file = new SqliteFile(path, busyTimeout);
        await file.CopyTo(target, cancellationToken).ConfigureAwait(false);
        var copy = new SqliteDatabase(target, busyTimeout);
        try
        {
            using (var context = copy.CreateContext())
                file.RefuseNewer(context.Database.GetMigrations(), await file.Applied(cancellationToken).ConfigureAwait(false));
            await copy.Initialize(cancellationToken).ConfigureAwait(false);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
