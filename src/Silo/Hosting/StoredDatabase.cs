using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Sqlite;

namespace FastOde.Silo.Hosting;

/// <summary>
/// Opens the database of a data directory beside whatever process of this version owns it. One rule for all commands: whoever only
/// reads leaves one of an earlier version as it is, and whoever changes it brings it up to date; both say so on standard error.
/// </summary>
internal static class StoredDatabase
{
    /// <summary>Makes sure that there is one, brings one of an earlier version up to date, and registers what reads and writes it.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="creates">Whether it is made where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="StorageException">It cannot be used, or is of an earlier version that another process uses.</exception>
    public static async Task<IServiceCollection> Open(HostSettings settings, bool creates, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        var inspector = StorageServices.Inspector(directory, settings.Storage);
        var inspection = await inspector.Inspect(cancellationToken);
        if (inspection is null && !creates)
            throw Missing(inspector, settings);

        if (inspection is not { PendingMigrations: 0 })
        {
            // A process of the earlier version that owns the directory must end first.
            using var alone = directory.Lock();
            await using var migrating = new ServiceCollection().AddFastOdeStorage(directory, settings.Storage).BuildServiceProvider();
            await migrating.GetRequiredService<DatabaseInitializer>().Initialize(cancellationToken);
            if (inspection is not null)
                await Console.Error.WriteLineAsync($"note: {inspector.Name} was of an earlier version, and is of this one now");
        }

        return new ServiceCollection().AddFastOdeStorage(directory, settings.Storage);
    }

    /// <summary>Finds one to read, which stays as it is: one of an earlier version is read from a copy.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How storage is to be opened, and the copy for as long as it is read; null where there is none.</returns>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="StorageException">It cannot be used, or is of an earlier version on a server.</exception>
    public static async Task<(StorageOptions Options, DatabaseReadCopy? Copy)> Read(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        var inspector = StorageServices.Inspector(directory, settings.Storage);
        var inspection = await inspector.Inspect(cancellationToken) ?? throw Missing(inspector, settings);
        if (inspection.PendingMigrations == 0)
            return (settings.Storage, null);
        if (settings.Database is not null)
            throw new StorageException($"{inspector.Name} is of an earlier version, and reading changes nothing; start this version there once to bring it up to date");
        var copy = await DatabaseReadCopy.Make(directory, settings.Storage.BusyTimeout, cancellationToken);
        await Console.Error.WriteLineAsync($"note: {inspector.Name} is of an earlier version and stays so; a copy of it is read. fastode serve brings it up to date");
        return (settings.Storage with { Copy = copy.Path }, copy);
    }

    private static CommandFailure Missing(DatabaseInspector inspector, HostSettings settings) => new(
        ExitCode.Environment,
        $"{inspector.Name}: no database; choose {(settings.Database is null ? "the directory of a study with --data DIR" : "that of a study with --db")}");
}
