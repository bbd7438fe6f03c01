using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Hosting;

/// <summary>Opens the database of a data directory beside whatever process of this version owns it.</summary>
internal static class StoredDatabase
{
    /// <summary>Makes sure that there is one, brings one of an older version up to date, and registers what reads and writes it.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="creates">Whether it is made where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="StorageException">It cannot be used, or is of an older version that another process uses.</exception>
    public static async Task<IServiceCollection> Open(HostSettings settings, bool creates, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        var inspector = StorageServices.Inspector(directory, settings.Storage);
        var inspection = await inspector.Inspect(cancellationToken);
        if (inspection is null && !creates)
            throw Missing(inspector, settings);

        if (inspection is not { PendingMigrations: 0 })
        {
            // A process of the older version that owns the directory must end first.
            using var alone = directory.Lock();
            await using var migrating = new ServiceCollection().AddFastOdeStorage(directory, settings.Storage).BuildServiceProvider();
            await migrating.GetRequiredService<DatabaseInitializer>().Initialize(cancellationToken);
        }

        return new ServiceCollection().AddFastOdeStorage(directory, settings.Storage);
    }

    /// <summary>What is said where there is no database.</summary>
    public static CommandFailure Missing(DatabaseInspector inspector, HostSettings settings) => new(
        ExitCode.Environment,
        $"{inspector.Name}: no database; choose {(settings.Database is null ? "the directory of a study with --data DIR" : "that of a study with --db")}");
}
