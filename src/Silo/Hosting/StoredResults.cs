using FastOde.Contracts.Results;
using FastOde.Silo.Commands;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Hosting;

/// <summary>What a data directory holds, read beside whatever process owns it: nothing is locked, created or changed.</summary>
internal sealed class StoredResults : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoredResults(ServiceProvider services) => _services = services;

    /// <summary>The history.</summary>
    public IResultQueries Queries => _services.GetRequiredService<IResultQueries>();

    /// <summary>Opens the database of a data directory.</summary>
    /// <exception cref="CommandFailure">There is none, or it is not up to date.</exception>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public static async Task<StoredResults> Open(string dataDirectory, CancellationToken cancellationToken)
    {
        DataDirectory directory = new(dataDirectory);
        var inspection = await new DatabaseInspector(directory).Inspect(cancellationToken)
            ?? throw new CommandFailure(ExitCode.Environment, $"{directory.DatabasePath}: no database; choose the directory of a study with --data DIR");
        if (inspection.PendingMigrations > 0)
            throw new CommandFailure(ExitCode.Environment, $"{directory.DatabasePath}: written by an older version; start fastode there once to bring it up to date");
        return new StoredResults(new ServiceCollection().AddFastOdeStorage(directory).BuildServiceProvider());
    }

    /// <summary>Finds an experiment by its id, or by its name: the newest of that name.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    public async Task<long> FindExperiment(string idOrName, CancellationToken cancellationToken)
    {
        if (long.TryParse(idOrName, out var id) && await Queries.Experiment(id, cancellationToken) is not null)
            return id;
        var page = await Queries.Experiments(new ExperimentFilter { NameContains = idOrName, Take = int.MaxValue }, cancellationToken);
        return page.Items.FirstOrDefault(experiment => experiment.Name == idOrName)?.Id
            ?? throw new CommandFailure(ExitCode.BadInput, $"{idOrName}: no experiment of this id or name in the data directory; the dashboard lists them");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
