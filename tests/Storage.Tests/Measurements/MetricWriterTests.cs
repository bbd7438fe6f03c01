using FastOde.Contracts.Trials;
using FastOde.Storage.Measurements;
using FastOde.Storage.Tests.TestSupport;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Storage.Tests.Measurements;

public sealed class MetricWriterTests
{
    private static readonly StorageOptions Options = new()
    {
        MetricInterval = TimeSpan.FromSeconds(1),
        MetricBatchSize = 10,
        MetricQueueLength = 4,
    };

    private readonly FakeTimeProvider clock = new();
    private readonly RecordingMeasurementStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_WithinTheInterval_WritesOnceWhenItEnds()
    {
        await using var writer = new MetricWriter(store, Options, clock);
        writer.Add(Lease(), Sample.Points("loss", 1), Cancellation);
        writer.Add(Lease("1-2"), Sample.Points("loss", 2), Cancellation);

        await AdvanceUntil(store.Called());

        Assert.Equal([[1, 2]], store.Steps);
    }

    [Fact]
    public async Task Add_FullBatch_WritesWithoutWaiting()
    {
        await using var writer = new MetricWriter(store, Options, clock);

        writer.Add(Lease(), Sample.Points("loss", 1, 2, 3, 4, 5, 6), Cancellation);
        writer.Add(Lease(), Sample.Points("loss", 7, 8, 9, 10), Cancellation);
        await store.Called();

        Assert.Equal(10, store.Steps.SelectMany(steps => steps).Count());
    }

    [Fact]
    public async Task Flush_BeforeTheInterval_CompletesWhenStored()
    {
        await using var writer = new MetricWriter(store, Options, clock);
        await writer.AddAsync(Lease(), Sample.Points("loss", 1), Cancellation);

        await writer.Flush(Lease(), Cancellation);

        Assert.Equal([[1]], store.Steps);
    }

    [Fact]
    public async Task Flush_OfNothing_Completes()
    {
        await using var writer = new MetricWriter(store, Options, clock);

        await writer.FlushAll(Cancellation);

        Assert.Empty(store.Steps);
    }

    [Fact]
    public async Task Dispose_WithPointsWaiting_WritesThem()
    {
        var writer = new MetricWriter(store, Options, clock);
        writer.Add(Lease(), Sample.Points("loss", 1, 2), Cancellation);

        await writer.DisposeAsync();

        Assert.Equal([[1, 2]], store.Steps);
        Assert.Throws<ObjectDisposedException>(() => writer.Add(Lease(), Sample.Points("loss", 3), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.FlushAll(Cancellation));
    }

    [Fact]
    public async Task LostLease_IsToldOnceAndRefusedFromThenOn()
    {
        store.Write = batches => Task.FromResult<IReadOnlyList<AttemptLease>>(
            [.. batches.Select(batch => batch.Lease).Where(lease => lease.TrialId == "1-1").Distinct()]);
        await using var writer = new MetricWriter(store, Options, clock);
        var told = new List<AttemptLease>();
        writer.LeaseRefused += (_, refusal) => told.Add(refusal.Lease);
        writer.Add(Lease(), Sample.Points("loss", 1), Cancellation);
        writer.Add(Lease("1-2"), Sample.Points("loss", 1), Cancellation);

        var exception = await Assert.ThrowsAsync<LeaseLostException>(() => writer.Flush(Lease(), Cancellation));

        Assert.Equal(("1-1", 1), (exception.TrialId, exception.Epoch));
        Assert.Equal([Lease()], told);
        Assert.Throws<LeaseLostException>(() => writer.Add(Lease(), Sample.Points("loss", 2), Cancellation));
        await writer.Flush(Lease("1-2"), Cancellation);
        writer.Add(Lease(epoch: 2), Sample.Points("loss", 2), Cancellation);
    }

    [Fact]
    public async Task HandlerThatThrows_DoesNotEndTheWriter()
    {
        store.Write = batches => Task.FromResult<IReadOnlyList<AttemptLease>>([.. batches.Select(batch => batch.Lease).Where(lease => lease.TrialId == "1-1")]);
        await using var writer = new MetricWriter(store, Options, clock);
        writer.LeaseRefused += (_, _) => throw new InvalidOperationException("a faulty handler");
        writer.Add(Lease(), Sample.Points("loss", 1), Cancellation);
        await writer.FlushAll(Cancellation);

        writer.Add(Lease("1-2"), Sample.Points("loss", 2), Cancellation);
        await writer.Flush(Lease("1-2"), Cancellation);

        Assert.Equal([[1], [2]], store.Steps);
    }

    [Fact]
    public async Task LastingFailure_EndsTheAttemptsConcernedAndNoOthers()
    {
        bool full = true;
        store.Write = _ => full
            ? Task.FromException<IReadOnlyList<AttemptLease>>(new StorageException("the disk is full"))
            : Task.FromResult<IReadOnlyList<AttemptLease>>([]);
        await using var writer = new MetricWriter(store, Options, clock);
        var told = new List<AttemptLease>();
        writer.LeaseRefused += (_, refusal) => told.Add(refusal.Lease);
        writer.Add(Lease(), Sample.Points("loss", 1), Cancellation);

        var exception = await Assert.ThrowsAsync<StorageException>(() => AdvanceUntil(writer.Flush(Lease(), Cancellation)));
        full = false;

        Assert.Equal("the disk is full", exception.Message);
        Assert.Equal([Lease()], told);
        Assert.Throws<StorageException>(() => writer.Add(Lease(), Sample.Points("loss", 2), Cancellation));
        writer.Add(Lease("1-2"), Sample.Points("loss", 5), Cancellation);
        await writer.Flush(Lease("1-2"), Cancellation);
        Assert.Equal([5], store.Steps[^1]);
    }

    [Fact]
    public async Task FaultOfTheProgram_IsNotTakenForOneOfTheDatabase()
    {
        store.Write = _ => Task.FromException<IReadOnlyList<AttemptLease>>(new ArgumentException("a bad point"));
        await using var writer = new MetricWriter(store, Options, clock);
        writer.Add(Lease(), Sample.Points("loss", 1), Cancellation);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Flush(Lease(), Cancellation));

        Assert.Equal("metric points could not be written: a bad point", exception.Message);
    }

    [Fact]
    public async Task Add_MoreThanTheQueueHolds_WaitsUntilTheStoreHasTakenSome()
    {
        var gate = new TaskCompletionSource<IReadOnlyList<AttemptLease>>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A failed assertion must not leave the writer waiting for ever.
        store.Write = _ => gate.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await using var writer = new MetricWriter(store, Options, clock);
        for (int step = 1; step <= 4; step++)
            writer.Add(Lease(), Sample.Points("loss", step), Cancellation);

        ValueTask fifth = writer.AddAsync(Lease(), Sample.Points("loss", 5), Cancellation);
        using var impatient = new CancellationTokenSource();
        Task sixth = Task.Factory.StartNew(
            () => writer.Add(Lease(), Sample.Points("loss", 6), impatient.Token), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sixth);
        Assert.False(fifth.IsCompleted);
        gate.SetResult([]);
        await AdvanceUntil(fifth.AsTask());
        await writer.FlushAll(Cancellation);
        Assert.Equal([1, 2, 3, 4, 5], store.Steps.SelectMany(steps => steps));
    }

    [Fact]
    public async Task Add_FromManyThreads_StoresEveryPointInEachThreadsOrder()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using var writer = new MetricWriter(fixture.Measurements, new StorageOptions { MetricQueueLength = 16, MetricBatchSize = 100 }, TimeProvider.System);
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(4), Cancellation);
        AttemptLease[] leases = await Task.WhenAll(Enumerable.Range(1, 4).Select(
            number => fixture.Trials.BeginAttempt($"1-{number}", "s", Sample.Lease, Cancellation)));

        Thread[] threads = [.. leases.Select(lease => new Thread(() =>
        {
            for (int step = 1; step <= 300; step++)
                writer.Add(lease, Sample.Points("loss", step), Cancellation);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        await writer.FlushAll(Cancellation);

        var series = await fixture.Results.Metrics(new() { TrialIds = [.. leases.Select(lease => lease.TrialId)] }, Cancellation);
        Assert.Equal([300, 300, 300, 300], series.Select(item => item.Points.Count));
    }

    private static AttemptLease Lease(string trialId = "1-1", long epoch = 1) =>
        new() { TrialId = trialId, Epoch = epoch, SlotId = "s", ExpiresAt = DateTimeOffset.UnixEpoch };

    /// <summary>Moves the clock on until the task has ended: the writer may not yet have begun to wait when it first moves.</summary>
    private async Task AdvanceUntil(Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await task;
    }
}
