using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Hosting;
using FastOde.Grains.Scheduling;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Curation;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Hosting;

public sealed class RemovalSweepTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly RecordingLogger<RemovalSweep> log = new();
    private readonly Removals removals = new();
    private readonly ServiceProvider services;
    private readonly RemovalSweep sweep;

    public RemovalSweepTests()
    {
        services = new ServiceCollection().AddLogging().AddFastOdeStorage(new DataDirectory(directory.Path)).BuildServiceProvider();
        var local = new LocalCaller();
        var gate = new AccessGate(
            services.GetRequiredService<IAccountStore>(), services.GetRequiredService<ITokenStore>(), services.GetRequiredService<IAuditStore>(), local, NullLogger<AccessGate>.Instance);
        sweep = new(removals, gate, local, new SchedulingTimes(), new FakeTimeProvider(), log);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await services.GetRequiredService<DatabaseInitializer>().Initialize(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Look_WhereExperimentsAreDue_RemovesThemAndWritesDownWhatBecameOfEach()
    {
        removals.Waiting = [3, 4, 5];
        removals.Needed = 5;
        removals.TakenBack = 4;

        await sweep.Look(Cancellation);

        var entries = await services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation);
        Assert.Equal(
            [("experiment.remove", "experiment 5", "refused: needed"), ("experiment.remove", "experiment 3", "done")],
            entries.Select(entry => (entry.Action, entry.Subject, entry.Outcome)));
        Assert.Contains("needed", log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_WhereItCannotBeDone_SaysSoOnceAndGoesOnWhenItCan()
    {
        removals.Waiting = [3];
        removals.Fault = new StorageException("the disk is read-only");

        await sweep.Look(Cancellation);
        await sweep.Look(Cancellation);
        Assert.Contains("the disk is read-only", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Empty(await services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation));

        removals.Fault = null;
        await sweep.Look(Cancellation);
        Assert.Equal("done", Assert.Single(await services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Silo_ThatHasExperiments_Looks()
    {
        await using var silo = await TestSilo.Start(directory.Path, configure: one => one.Services.AddSingleton<IRemovalStore>(removals));

        await Eventually.Gets(() => removals.Looks, looks => looks > 0, "deleted experiments are looked for");
    }

    private sealed class Removals : IRemovalStore
    {
        public IReadOnlyList<long> Waiting { get; set; } = [];

        public long? Needed { get; set; }

        public long? TakenBack { get; set; }

        public StorageException? Fault { get; set; }

        public int Looks { get; private set; }

        public Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken)
        {
            Looks++;
            return Task.FromResult(Waiting);
        }

        public Task<RemovalResult> Remove(long experimentId, CancellationToken cancellationToken) => Fault is null
            ? Task.FromResult(new RemovalResult(experimentId != Needed && experimentId != TakenBack, experimentId == Needed ? "needed" : null))
            : Task.FromException<RemovalResult>(Fault);
    }
}
