using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Programs;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Hosting;

/// <summary>What a data directory holds, read beside whatever process of this version owns it: nothing is locked, created or changed.</summary>
internal sealed class StoredResults : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private StoredResults(ServiceProvider services) => this.services = services;

    /// <summary>The data sets.</summary>
    public DatasetSource Data => services.GetRequiredService<DatasetSource>();

    /// <summary>What trials have learned.</summary>
    public TrainedTrials Trials => services.GetRequiredService<TrainedTrials>();

    /// <summary>The history.</summary>
    public IResultQueries Queries => services.GetRequiredService<IResultQueries>();

    /// <summary>The data sets of a data directory, whether or not it has a database.</summary>
    public static DatasetSource Datasets(DataDirectory directory) =>
        new(new ImageDatasetStore(directory.DatasetsPath), new FeatureExtractors(directory.FeaturesPath));

    /// <summary>Opens the database of a data directory, and brings one of an older version up to date.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="StorageException">It cannot be used, or is of an older version that another process uses.</exception>
    public static async Task<StoredResults> Open(HostSettings settings, CancellationToken cancellationToken)
    {
        var services = await StoredDatabase.Open(settings, creates: false, cancellationToken);
        return new StoredResults(services
            .AddSingleton(Datasets(new DataDirectory(settings.DataDirectory)))
            .AddSingleton<TrainedTrials>()
            .BuildServiceProvider());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
