using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Programs;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Directories;
using FastOde.Storage.Sqlite;

namespace FastOde.Silo.Hosting;

/// <summary>What a data directory holds, read beside whatever process of this version owns it: nothing is locked, created or changed.</summary>
internal sealed class StoredResults : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly DatabaseReadCopy? copy;

    private StoredResults(ServiceProvider services, DatabaseReadCopy? copy) => (this.services, this.copy) = (services, copy);

    /// <summary>The data sets.</summary>
    public DatasetSource Data => services.GetRequiredService<DatasetSource>();

    /// <summary>What trials have learned.</summary>
    public TrainedTrials Trials => services.GetRequiredService<TrainedTrials>();

    /// <summary>The history.</summary>
    public IResultQueries Queries => services.GetRequiredService<IResultQueries>();

    /// <summary>The data sets of a data directory, whether or not it has a database.</summary>
    public static DatasetSource Datasets(DataDirectory directory) =>
        new(new ImageDatasetStore(directory.DatasetsPath), new FeatureExtractors(directory.FeaturesPath));

    /// <summary>Opens the database of a data directory; one of an earlier version is read from a copy, which is said on standard error.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="StorageException">It cannot be used, or is of an earlier version on a server.</exception>
    public static async Task<StoredResults> Open(HostSettings settings, CancellationToken cancellationToken)
    {
        var (options, copy) = await StoredDatabase.Read(settings, cancellationToken);
        return new StoredResults(Services(new DataDirectory(settings.DataDirectory), options), copy);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        copy?.Dispose();
    }

    private static ServiceProvider Services(DataDirectory directory, StorageOptions options) => new ServiceCollection()
        .AddFastOdeStorage(directory, options)
        .AddSingleton(Datasets(directory))
        .AddSingleton<TrainedTrials>()
        .BuildServiceProvider();
}
