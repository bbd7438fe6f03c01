using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>The stores on a SQLite file, composed as the product composes them.</summary>
public sealed class SqliteStoreFixture : StoreFixture
{
    private readonly TemporaryDirectory? owned;
    private readonly ServiceProvider services;

    private SqliteStoreFixture(TemporaryDirectory? owned, DataDirectory directory, StorageOptions? options)
    {
        this.owned = owned;
        Directory = directory;
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<ILogger<DatabaseAccess>>(Log);
        collection.AddFastOdeStorage(directory, options);
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public DataDirectory Directory { get; }

    /// <summary>What is said about the database.</summary>
    internal RecordingLogger<DatabaseAccess> Log { get; } = new();

    public IServiceProvider Services => services;

    public override IExperimentStore Experiments => services.GetRequiredService<IExperimentStore>();

    public override ITrialStore Trials => services.GetRequiredService<ITrialStore>();

    public override IMeasurementStore Measurements => services.GetRequiredService<IMeasurementStore>();

    public override IResultQueries Results => services.GetRequiredService<IResultQueries>();

    public static async Task<SqliteStoreFixture> Create(StorageOptions? options = null)
    {
        var owned = new TemporaryDirectory();
        return await Initialized(new SqliteStoreFixture(owned, new DataDirectory(owned.Path), options));
    }

    public static Task<SqliteStoreFixture> Open(DataDirectory directory, StorageOptions? options = null) =>
        Initialized(new SqliteStoreFixture(null, directory, options));

    /// <summary>Services whose database has not been touched.</summary>
    public static SqliteStoreFixture Uninitialized(DataDirectory directory, StorageOptions? options = null) =>
        new(null, directory, options);

    public Task Initialize() =>
        services.GetRequiredService<DatabaseInitializer>().Initialize(TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        owned?.Dispose();
    }

    private static async Task<SqliteStoreFixture> Initialized(SqliteStoreFixture fixture)
    {
        await fixture.Initialize();
        return fixture;
    }
}
