using System.Diagnostics.Metrics;

namespace FastOde.Storage.Database;

/// <summary>What the database costs, for whoever watches the process. docs/deploy.md has the table of all numbers.</summary>
internal static class DatabaseTelemetry
{
    private static readonly Meter Meter = new("FastOde");

    private static readonly Histogram<double> WriteDuration = Meter.CreateHistogram<double>(
        "fastode.database.write.duration", "s", "Time of a write, the wait for its turn and tries included.",
        advice: new() { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60] });

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "fastode.database.retries", "{try}", "Reads and writes that were tried again, because the database was locked or out of reach.");

    /// <summary>A write has ended, whatever came of it.</summary>
    /// <param name="duration">How long it took.</param>
    public static void Wrote(TimeSpan duration) => WriteDuration.Record(duration.TotalSeconds);

    /// <summary>Something is tried again.</summary>
    public static void Retry() => Retries.Add(1);
}
