using System.Collections.Concurrent;
using System.Threading.Channels;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Storage.Measurements;

/// <summary>
/// Gathers the metric points of all attempts and writes them in batches, at the latest
/// <see cref="StorageOptions.MetricInterval"/> after they were given. There is one writer in a process; it is safe for
/// concurrent use. Disposing it writes what is left.
/// </summary>
public sealed class MetricWriter : IAsyncDisposable
{
    private readonly IMeasurementStore store;
    private readonly StorageOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Channel<MetricWork> queue = Channel.CreateUnbounded<MetricWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, RefusedAttempt> refused = new();
    private readonly SemaphoreSlim room;
    private readonly Task loop;

    /// <summary>Starts the writer.</summary>
    /// <param name="store">Where the points go.</param>
    /// <param name="options">Interval, batch size and limits.</param>
    /// <param name="clock">Measures the interval.</param>
    /// <param name="logger">Told of writes that fail; null for nobody.</param>
    public MetricWriter(IMeasurementStore store, StorageOptions options, TimeProvider clock, ILogger<MetricWriter>? logger = null)
    {
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.logger = logger ?? NullLogger<MetricWriter>.Instance;
        room = new SemaphoreSlim(options.MetricQueueLength);
        loop = Task.Run(Run);
    }

    /// <summary>
    /// Raised, on a thread of the pool, once for each attempt whose points are refused because its lease is lost, or
    /// cannot be written. What a handler throws is logged.
    /// </summary>
    public event EventHandler<LeaseRefusedEventArgs>? LeaseRefused;

    /// <summary>
    /// Hands over points; they are written soon. For threads that train: it returns at once and blocks only while
    /// <see cref="StorageOptions.MetricQueueLength"/> calls wait to be written.
    /// </summary>
    /// <param name="lease">The attempt's lease.</param>
    /// <param name="points">The points; not changed afterwards.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <exception cref="LeaseLostException">Earlier points of this attempt were refused: it must stop.</exception>
    /// <exception cref="StorageException">Earlier points of this attempt could not be written.</exception>
    public void Add(AttemptLease lease, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken = default)
    {
        ThrowIfRefused(lease);
        room.Wait(cancellationToken);
        Enqueue(new MetricWork(new MetricBatch(lease, points), null));
    }

    /// <summary>Hands over points as <see cref="Add"/> does, for code that must not block.</summary>
    /// <param name="lease">The attempt's lease.</param>
    /// <param name="points">The points; not changed afterwards.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <exception cref="LeaseLostException">Earlier points of this attempt were refused: it must stop.</exception>
    /// <exception cref="StorageException">Earlier points of this attempt could not be written.</exception>
    public async ValueTask AddAsync(AttemptLease lease, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken = default)
    {
        ThrowIfRefused(lease);
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        Enqueue(new MetricWork(new MetricBatch(lease, points), null));
    }

    /// <summary>Writes at once; completes when every point that this attempt gave before is stored.</summary>
    /// <exception cref="LeaseLostException">Points of this attempt were refused.</exception>
    /// <exception cref="StorageException">Points of this attempt could not be written.</exception>
    public async Task Flush(AttemptLease lease, CancellationToken cancellationToken = default)
    {
        await FlushAll(cancellationToken).ConfigureAwait(false);
        ThrowIfRefused(lease);
    }

    /// <summary>Writes at once; completes when every point given before is stored or its attempt has been refused.</summary>
    public async Task FlushAll(CancellationToken cancellationToken = default)
    {
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new MetricWork(null, flushed));
        await flushed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is left and ends the writer; further calls throw <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private void Enqueue(MetricWork work)
    {
        if (!queue.Writer.TryWrite(work))
        {
            room.Release();
            throw new ObjectDisposedException(nameof(MetricWriter));
        }
    }

    private void ThrowIfRefused(AttemptLease lease)
    {
        if (!refused.TryGetValue(lease.TrialId, out RefusedAttempt? attempt) || attempt.Epoch != lease.Epoch)
            return;
        throw attempt.Failure switch
        {
            null => new LeaseLostException(lease.TrialId, lease.Epoch),
            StorageException failure => new StorageException(failure.Message, failure),
            var failure => new InvalidOperationException($"metric points could not be written: {failure.Message}", failure),
        };
    }

    private async Task Run()
    {
        var gathering = new MetricGathering(queue.Reader, options, clock);
        while (await gathering.Next().ConfigureAwait(false))
        {
            await Store(gathering.Batches).ConfigureAwait(false);
            foreach (TaskCompletionSource flushed in gathering.Flushes)
                flushed.SetResult();
            room.Release(gathering.Count);
        }
    }

    private async Task Store(List<MetricBatch> batches)
    {
        if (batches.Count == 0)
            return;
        try
        {
            foreach (AttemptLease lease in await store.AddMetrics(batches, CancellationToken.None).ConfigureAwait(false))
                Refuse(lease, null);
        }
#pragma warning disable CA1031 // Nothing is hidden: each attempt concerned gets the failure from its next call, and the writer serves the others on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // A database that cannot be used is told by the attempts that end for it.
            if (exception is not StorageException)
                logger.LogError(exception, "Metric points could not be written; the attempts they belong to end");
            foreach (AttemptLease lease in batches.Select(batch => batch.Lease).DistinctBy(lease => (lease.TrialId, lease.Epoch)))
                Refuse(lease, exception);
        }
    }

    private void Refuse(AttemptLease lease, Exception? failure)
    {
        var attempt = new RefusedAttempt(lease.Epoch, failure);
        bool first = true;
        refused.AddOrUpdate(
            lease.TrialId,
            attempt,
            (_, known) =>
            {
                first = known.Epoch < lease.Epoch;
                return first ? attempt : known;
            });
        if (!first)
            return;
        try
        {
            LeaseRefused?.Invoke(this, new LeaseRefusedEventArgs(lease));
        }
#pragma warning disable CA1031 // A handler's fault is its attempt's, and must not end the writing for all others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "Trial {TrialId} could not be told that epoch {Epoch} is refused", lease.TrialId, lease.Epoch);
        }
    }

    // Only the newest refused epoch of a trial is remembered: an older attempt learns it again from the store.
    private sealed record RefusedAttempt(long Epoch, Exception? Failure);
}
