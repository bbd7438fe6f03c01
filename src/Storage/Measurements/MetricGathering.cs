using System.Threading.Channels;

namespace FastOde.Storage.Measurements;

/// <summary>Takes from the metric writer's queue what is to be written together.</summary>
/// <param name="reader">The queue.</param>
/// <param name="options">Interval and batch size.</param>
/// <param name="clock">Measures the interval.</param>
internal sealed class MetricGathering(ChannelReader<MetricWork> reader, StorageOptions options, TimeProvider clock)
{
    private Task<bool>? more;

    /// <summary>The points.</summary>
    public List<MetricBatch> Batches { get; } = [];

    /// <summary>Those who wait until the points are stored.</summary>
    public List<TaskCompletionSource> Flushes { get; } = [];

    /// <summary>Entries taken.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Waits for the first entry, then for the interval's end, a full batch or queue, a flush or the queue's end, whichever
    /// comes first.
    /// </summary>
    /// <returns>False where the queue has ended.</returns>
    public async Task<bool> Next()
    {
        Batches.Clear();
        Flushes.Clear();
        Count = 0;
        int points = 0;

        // A wait that outlived the interval may end for an entry that was taken meanwhile: then there is nothing yet.
        while (Count == 0)
        {
            if (!await More().ConfigureAwait(false))
                return false;
            points = Take();
        }

        Task interval = Task.Delay(options.MetricInterval, clock);
        // When every place in the queue is taken nobody can add to the batch, so waiting would only hold training up.
        while (points < options.MetricBatchSize && Count < options.MetricQueueLength && Flushes.Count == 0 && !interval.IsCompleted)
        {
            Task<bool> next = More();
            await Task.WhenAny(next, interval).ConfigureAwait(false);
            if (next.IsCompleted && !await next.ConfigureAwait(false))
                break;
            points += Take();
        }

        return true;
    }

    private Task<bool> More()
    {
        // A task that is still waiting is used again: the queue has one reader.
        if (more is null || more.IsCompleted)
            more = reader.WaitToReadAsync().AsTask();
        return more;
    }

    private int Take()
    {
        int points = 0;
        while (points < options.MetricBatchSize && reader.TryRead(out MetricWork? work))
        {
            Count++;
            if (work.Batch is { } batch)
            {
                Batches.Add(batch);
                points += batch.Points.Count;
            }

            if (work.Flushed is { } flushed)
                Flushes.Add(flushed);
        }

        return points;
    }
}
