using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>A database and everything that reads and writes it, composed as the product composes it.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    private readonly ServiceProvider services;

    protected StoreFixture(DataDirectory directory, StorageOptions? options)
    {
        Directory = directory;
        Options = options ?? new StorageOptions();
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<ILogger<DatabaseAccess>>(Log);
        collection.AddFastOdeStorage(directory, Options);
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 125, TimeSpan.Zero));

    public DataDirectory Directory { get; }

    public StorageOptions Options { get; }

    public IServiceProvider Services => services;

    public IExperimentStore Experiments => services.GetRequiredService<IExperimentStore>();

    public ITrialStore Trials => services.GetRequiredService<ITrialStore>();

    public IMeasurementStore Measurements => services.GetRequiredService<IMeasurementStore>();

    public IResultQueries Results => services.GetRequiredService<IResultQueries>();

    public IArtifactReader Artifacts => services.GetRequiredService<IArtifactReader>();

    /// <summary>What is said about the database.</summary>
    internal RecordingLogger<DatabaseAccess> Log { get; } = new();

    public Task Initialize() =>
        services.GetRequiredService<DatabaseInitializer>().Initialize(TestContext.Current.CancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return services.DisposeAsync();
    }
}
