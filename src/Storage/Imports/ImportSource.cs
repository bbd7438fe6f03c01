using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Imports;

/// <summary>
/// The database of another data directory, read as a copy that has had the migrations it lacked. The directory itself is
/// kept from other processes meanwhile, and nothing in it is changed.
/// </summary>
internal sealed class ImportSource : IAsyncDisposable
{
    private readonly IDisposable? hold;
    private readonly SqliteDatabase copy;

    private ImportSource(DataDirectory directory, IDisposable? hold, SqliteDatabase copy)
    {
        Directory = directory;
        this.hold = hold;
        this.copy = copy;
        Context = copy.CreateContext();
    }

    /// <summary>The other data directory.</summary>
    public DataDirectory Directory { get; }

    /// <summary>The copy of its database.</summary>
    public FastOdeContext Context { get; }

    /// <summary>Opens it.</summary>
    /// <param name="directory">The other data directory.</param>
    /// <param name="target">Where the copy is put.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StorageException">A process uses it, or it has no database that can be read.</exception>
    public static async Task<ImportSource> Open(DataDirectory directory, string target, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.DatabasePath))
            throw new StorageException($"{directory.Root} has no experiments.db; name the data directory of a study");
        var hold = directory.Hold();
        try
        {
            var copy = await UpToDateCopy.Make(directory.DatabasePath, target, busyTimeout, cancellationToken).ConfigureAwait(false);
            var source = new ImportSource(directory, hold, copy);

            // Prepared statements run on a connection that stays open.
            await source.Context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return source;
        }
        catch
        {
            hold?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync().ConfigureAwait(false);
        copy.Dispose();
        hold?.Dispose();
    }
}
