using FastOde.Storage.Directories;

namespace FastOde.Storage.Database;

/// <summary>Creates the database or brings it up to date at start, before anything else uses it.</summary>
public sealed class DatabaseInitializer
{
    private readonly DataDirectory directory;
    private readonly IDatabase database;

    internal DatabaseInitializer(DataDirectory directory, IDatabase database)
    {
        this.directory = directory;
        this.database = database;
    }

    /// <summary>
    /// Creates the data directory and its database where they are missing and applies the migrations it lacks. The caller
    /// holds the directory's lock. A database that cannot be used is left exactly as it is.
    /// </summary>
    /// <exception cref="StorageException">
    /// The directory cannot be written; the database belongs to another program or a newer version, is damaged, read-only
    /// or locked.
    /// </exception>
    public async Task Initialize(CancellationToken cancellationToken)
    {
        using var activity = StorageActivity.Begin(nameof(Initialize));
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        directory.Prepare();
        try
        {
            await database.Initialize(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }
}
