using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>Accounts, tokens and the audit in a database of their own, with a clock that tests move.</summary>
internal sealed class StoredAccess : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("fastode-").FullName;
    private readonly ServiceProvider services;

    public StoredAccess() => services = new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddLogging()
        .AddFastOdeStorage(new DataDirectory(directory))
        .AddAccessGate()
        .BuildServiceProvider();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IAccountStore Accounts => services.GetRequiredService<IAccountStore>();

    public ITokenStore Tokens => services.GetRequiredService<ITokenStore>();

    public IAuditStore Audit => services.GetRequiredService<IAuditStore>();

    public AccessGate Gate => services.GetRequiredService<AccessGate>();

    public Caller Local => services.GetRequiredService<LocalCaller>().Caller;

    public Task Initialize() => services.GetRequiredService<DatabaseInitializer>().Initialize(TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<AuditRecord>> Entries() => services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
