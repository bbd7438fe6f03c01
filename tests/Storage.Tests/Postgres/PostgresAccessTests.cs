using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Postgres;

/// <summary>What becomes of reads and writes while the server is away, or another program holds the tables.</summary>
public sealed class PostgresAccessTests(PostgresServer server)
{
    private static readonly StorageOptions Impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(50), WritePatience = TimeSpan.Zero };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadsAndWrites_WhileTheServerRestarts_WaitAndAreDone()
    {
        await using var own = new PostgresServer();
        await using var fixture = await PostgresStoreFixture.Create(own);
        var lease = await Begin(fixture);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Trials.Find(lease.TrialId, Cancellation)));
        await own.Crash();

        var writes = Task.WhenAll(Add(fixture, lease, 1), Renew(fixture, lease), Add(fixture, lease, 2));
        await fixture.Log.Said(writes);
        var read = fixture.Trials.Find(lease.TrialId, Cancellation);
        Assert.False(writes.IsCompleted);
        await own.Start();
        await End(fixture, Task.WhenAll(writes, read));

        Assert.Equal([$"{own.Name(fixture.Database)} cannot be reached; reads and writes wait until it answers"], fixture.Log.Lines);
        Assert.NotNull(await read);
        Assert.Equal(2, (await fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(1) }, Cancellation))[0].Points.Count);
        Assert.Equal(7, (await fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.Step);
    }

    [Fact]
    public async Task Server_AwayForLongerThanIsWaited_IsSaidAndFoundAgain()
    {
        await using var own = new PostgresServer();
        await using var fixture = await PostgresStoreFixture.Create(own, Impatient);
        var lease = await Begin(fixture);
        await own.Crash();

        var write = await Assert.ThrowsAsync<StorageException>(() => Renew(fixture, lease));
        var read = await Assert.ThrowsAsync<StorageException>(() => fixture.Trials.Find(lease.TrialId, Cancellation));

        Assert.All([write, read], failure => Assert.StartsWith($"{own.Name(fixture.Database)} cannot be reached: ", failure.Message, StringComparison.Ordinal));
        await own.Start();
        await Renew(fixture, lease);
        Assert.Equal(7, (await fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.Step);
    }

    [Fact]
    public async Task Writes_WhileAnotherProgramHoldsATable_WaitAndAreStored()
    {
        await using var fixture = await PostgresStoreFixture.Create(server, new StorageOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        var lease = await Begin(fixture);
        var other = server.Execute(fixture.Database, "BEGIN; LOCK TABLE trials; SELECT pg_sleep(2); COMMIT");
        await Held(fixture);

        var write = Renew(fixture, lease);
        await fixture.Log.Said(write);
        Assert.False(write.IsCompleted);
        await other;
        await End(fixture, write);

        Assert.Equal([$"{server.Name(fixture.Database)} is held by another program; writes wait until it lets go"], fixture.Log.Lines);
    }

    [Fact]
    public async Task Write_OfAProcessThatWasFrozenInATransaction_HoldsNobodyUpAndIsDoneAgain()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);
        var lease = await Begin(fixture);
        var access = fixture.Services.GetRequiredService<DatabaseAccess>();
        var frozen = new TaskCompletionSource();
        var tries = 0;

        var write = access.Write(
            async context =>
            {
                // As every connection has it, but sooner.
                await context.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = 100", Cancellation);
                await context.Database.ExecuteSqlRawAsync("UPDATE trials SET step = 11", Cancellation);
                if (++tries == 1)
                    await frozen.Task;
            },
            Cancellation);
        await server.Query(fixture.Database, "UPDATE trials SET step = 5 RETURNING step");
        frozen.SetResult();
        await End(fixture, write);

        Assert.Equal(2, tries);
        Assert.Equal(11, (await fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.Step);
    }

    [Fact]
    public async Task Connections_OfStores_HoldNothingInSilence()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);

        var longest = await fixture.Services.GetRequiredService<DatabaseAccess>().Read(
            async context => (await context.Database.SqlQueryRaw<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"").ToListAsync(Cancellation))[0], Cancellation);

        Assert.Equal("10s", longest);
    }

    [Fact]
    public async Task Lock_TakenByAnotherProcessWhileItsConnectionWasLost_StopsReadsAndWrites()
    {
        await using var fixture = await PostgresStoreFixture.Create(server, Impatient);
        var lease = await Begin(fixture);
        await server.Execute(fixture.Database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await using var second = PostgresStoreFixture.Uninitialized(server, fixture.Database);
        await second.Initialize();

        var refusal = await Refusal(() => End(fixture, Renew(fixture, lease)));

        Assert.Contains("is in use by fastode", refusal.Message, StringComparison.Ordinal);
        await second.DisposeAsync();
        await Renew(fixture, lease);
    }

    [Fact]
    public async Task Connection_LostWithTheLock_IsMadeAnewWithIt()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);
        var lease = await Begin(fixture);
        await server.Execute(fixture.Database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        await End(fixture, Renew(fixture, lease));

        Assert.Equal(["1"], await server.Query(fixture.Database, "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    /// <summary>The first call finds its connection lost, the next ones that the lock is another's.</summary>
    private static async Task<StorageException> Refusal(Func<Task> write)
    {
        var first = await Assert.ThrowsAsync<StorageException>(write);
        return first.Message.Contains("cannot be reached", StringComparison.Ordinal) ? await Assert.ThrowsAsync<StorageException>(write) : first;
    }

    private async Task Held(PostgresStoreFixture fixture)
    {
        while ((await server.Query(fixture.Database, "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'trials'::regclass")).Count == 0)
            await Task.Delay(10, Cancellation);
    }

    private static Task Renew(StoreFixture fixture, AttemptLease lease) => fixture.Trials.Renew(Sample.Progress(lease, 7), Sample.Lease, Cancellation);

    private static Task Add(StoreFixture fixture, AttemptLease lease, int step) =>
        fixture.Measurements.Add(lease, [new MetricReport { Points = Sample.Points("loss", step) }], Cancellation);

    private static async Task<AttemptLease> Begin(StoreFixture fixture)
    {
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        return await fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
    }

    /// <summary>Moves the clock on until the task has ended: who pauses may not yet have begun to.</summary>
    private static async Task End(StoreFixture fixture, Task task)
    {
        while (!task.IsCompleted)
        {
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(20, Cancellation);
        }

        await task;
    }
}
