using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Contracts.Results;
using FastOde.Storage.Access;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Artifacts.S3;
using FastOde.Storage.Curation;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Imports;
using FastOde.Storage.Measurements;
using FastOde.Storage.Notices;
using FastOde.Storage.Postgres;
using FastOde.Storage.Pruning;
using FastOde.Storage.Repairs;
using FastOde.Storage.Results;
using FastOde.Storage.Retention;
using FastOde.Storage.Sqlite;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FastOde.Storage;

/// <summary>Registers storage with a container.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the stores, <see cref="IResultQueries"/>, <see cref="IArtifactReader"/> and <see cref="DatabaseInitializer"/>
    /// on the SQLite database of a data directory, or on a PostgreSQL database beside its files; all are singletons and
    /// safe for concurrent use. Nothing is opened or created before <see cref="DatabaseInitializer.Initialize"/>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="options">Which database, and how long it waits; null for the defaults.</param>
    public static IServiceCollection AddFastOdeStorage(
        this IServiceCollection services, DataDirectory directory, StorageOptions? options = null)
    {
        options ??= new StorageOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(directory);
        services.AddSingleton(options);
        services.AddSingleton(provider => Choose(directory, options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DatabaseAccess(
            provider.GetRequiredService<IDatabase>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<DatabaseAccess>>()));
        services.AddSingleton(provider => new DatabaseInitializer(directory, provider.GetRequiredService<IDatabase>()));
        services.AddSingleton<IArtifactStore>(options.Artifacts is { } bucket ? new S3Artifacts(bucket, directory, Environment.GetEnvironmentVariable) : new DirectoryArtifacts(directory));
        services.AddSingleton<IExperimentStore>(provider => new ExperimentStore(
            provider.GetRequiredService<DatabaseAccess>(), directory, provider.GetRequiredService<IArtifactStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NoticeBell>()));
        services.AddSingleton<ITrialStore>(provider => new TrialStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NoticeBell>()));
        services.AddSingleton<IMeasurementStore>(provider => new MeasurementStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>()));
        services.AddSingleton<IPruningStore>(provider => new PruningStore(provider.GetRequiredService<DatabaseAccess>()));
        services.AddSingleton<IRetentionStore>(provider => new RetentionStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>(), directory));
        services.AddSingleton<ICurationStore>(provider => new CurationStore(
            provider.GetRequiredService<DatabaseAccess>(), options.UndoTime, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRemovalStore>(provider => new RemovalStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>(), directory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DirectoryImport(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>(), directory, options.BusyTimeout));
        services.AddSingleton<IResultQueries>(provider => new ResultQueries(
            provider.GetRequiredService<DatabaseAccess>()));
        services.AddSingleton<ICompletedTrials>(provider => new CompletedTrialQueries(provider.GetRequiredService<DatabaseAccess>()));
        services.AddSingleton<NoticeBell>();
        services.AddSingleton<INoticeQueries>(provider => new NoticeStore(provider.GetRequiredService<DatabaseAccess>()));
        services.AddSingleton<IWebhookStore>(provider => new WebhookStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<NoticeBell>(), provider.GetRequiredService<TimeProvider>()));
        AddAccess(services);
        services.AddSingleton<IArtifactReader>(provider => new ArtifactReader(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>(), directory));
        services.AddSingleton(provider => new ArtifactRepair(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<IArtifactStore>(), directory));
        return services;
    }

    /// <summary>Looks at the database of a data directory that another process may own.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="options">Which database, and how long it waits; null for the defaults.</param>
    public static DatabaseInspector Inspector(DataDirectory directory, StorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return new(directory, Choose(directory, options ?? new StorageOptions(), TimeProvider.System));
    }

    /// <summary>Compacts the database of a data directory, whose lock the caller holds.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="options">Which database, and how long it waits; null for the defaults.</param>
    public static DatabaseCompaction Compaction(DataDirectory directory, StorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return new(Choose(directory, options ?? new StorageOptions(), TimeProvider.System));
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<IAccountStore>(provider => new AccountStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITokenStore>(provider => new TokenStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AuditStore(
            provider.GetRequiredService<DatabaseAccess>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAuditStore>(provider => provider.GetRequiredService<AuditStore>());
        services.AddSingleton<IAuditQueries>(provider => provider.GetRequiredService<AuditStore>());
    }

    private static IDatabase Choose(DataDirectory directory, StorageOptions options, TimeProvider clock) => options.Database is { } address
        ? new PostgresDatabase(address, options.IsShared, options.BusyTimeout, clock)
        : new SqliteDatabase(options.Copy ?? directory.DatabasePath, options.BusyTimeout);
}
