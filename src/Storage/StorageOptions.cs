namespace FastOde.Storage;

/// <summary>How storage waits and gathers.</summary>
public sealed record StorageOptions
{
    /// <summary>How long a statement waits for another program that writes to the database before it gives up.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a write is tried again while another program holds the database, from the moment it was asked for. Longer
    /// than a lease, so that renewals outlast what attempts outlast.
    /// </summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a metric point may wait in memory before it is written.</summary>
    public TimeSpan MetricInterval { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Metric points that are written at once without waiting for the interval.</summary>
    public int MetricBatchSize { get; init; } = 4096;

    /// <summary>Calls to the metric writer that may wait unwritten; further ones block until some are written.</summary>
    public int MetricQueueLength { get; init; } = 4096;
}
