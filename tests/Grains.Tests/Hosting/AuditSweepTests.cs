using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Hosting;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Hosting;

public sealed class AuditSweepTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory directory = new();
    private readonly FakeTimeProvider clock = new(Start);
    private readonly RecordingLogger<AuditSweep> log = new();
    private readonly ServiceProvider services;

    public AuditSweepTests() => services = new ServiceCollection()
        .AddLogging().AddSingleton<TimeProvider>(clock).AddFastOdeStorage(new DataDirectory(directory.Path)).BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAuditStore Audit => services.GetRequiredService<IAuditStore>();

    public async ValueTask InitializeAsync() => await services.GetRequiredService<DatabaseInitializer>().Initialize(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Look_OldEntries_LeaveAndTheirNumberIsWrittenDown()
    {
        await Ask(3);
        clock.Advance(TimeSpan.FromDays(30));
        await Ask(1);

        await Sweep(Audit, days: 30).Look(Cancellation);
        Assert.Equal(4, (await Entries()).Count);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Sweep(Audit, days: 30).Look(Cancellation);

        var entries = await Entries();
        Assert.Equal(["audit.remove", "experiment.pause"], entries.Select(entry => entry.Action));
        Assert.Equal(("3 entries from before 2026-03-01 12:00 UTC", "done"), (entries[0].Details, entries[0].Outcome));

        await Sweep(Audit, days: 30).Look(Cancellation);
        Assert.Equal(2, (await Entries()).Count);
    }

    [Fact]
    public async Task Run_WhereAllAreKept_RemovesNone()
    {
        await Ask(1);
        clock.Advance(TimeSpan.FromDays(100_000));
        await Sweep(Audit, days: null).Run(Cancellation);
        Assert.Single(await Entries());
    }

    [Fact]
    public async Task Run_AfterAnHour_LooksAgain()
    {
        await Ask(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var looks = new CountingAudit(Audit);
        var run = Sweep(looks, days: 1).Run(stop.Token);
        await Eventually.Gets(() => looks.Count, count => count == 1, "it looks at once");

        clock.Advance(TimeSpan.FromDays(2));
        await Eventually.Gets(Entries, entries => entries is [{ Action: "audit.remove" }], "the old entry is gone");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Look_WhereItCannotBeDone_SaysSoOnce()
    {
        var sweep = Sweep(new CountingAudit(Audit) { Fault = new StorageException("the disk is read-only") }, days: 1);
        await sweep.Look(Cancellation);
        await sweep.Look(Cancellation);
        Assert.Contains("the disk is read-only", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private AuditSweep Sweep(IAuditStore audit, int? days)
    {
        var local = new LocalCaller();
        var gate = new AccessGate(services.GetRequiredService<IAccountStore>(), services.GetRequiredService<ITokenStore>(), Audit, local, NullLogger<AccessGate>.Instance);
        return new(audit, gate, local, new FastOdeGrainsOptions { AuditAge = days is { } number ? TimeSpan.FromDays(number) : null }, clock, log);
    }

    private async Task Ask(int times)
    {
        for (var i = 0; i < times; i++)
            await Audit.Begin(new AuditEntry("account anna", null, "experiment.pause"), Cancellation);
    }

    private Task<IReadOnlyList<AuditRecord>> Entries() => services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation);

    private sealed class CountingAudit(IAuditStore inner) : IAuditStore
    {
        private volatile int count;

        public int Count => count;

        public StorageException? Fault { get; init; }

        public Task<long> Begin(AuditEntry entry, CancellationToken cancellationToken) => inner.Begin(entry, cancellationToken);

        public Task End(long id, string outcome, string? subject, CancellationToken cancellationToken) => inner.End(id, outcome, subject, cancellationToken);

        public async Task<int> RemoveBefore(DateTimeOffset moment, CancellationToken cancellationToken)
        {
            var removed = Fault is null ? await inner.RemoveBefore(moment, cancellationToken) : throw Fault;
            Interlocked.Increment(ref count);
            return removed;
        }
    }
}
