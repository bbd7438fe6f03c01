using System.Diagnostics;
using System.Diagnostics.Metrics;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Telemetry;

/// <summary>
/// What attempts tell whoever watches the process: numbers and spans of the runtime's own kind, which cost next to nothing
/// while nobody listens. docs/deploy.md has the table of all.
/// </summary>
public static class AttemptTelemetry
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string Name = "FastOde";

    private const string StateTag = "fastode.attempt.state";
    private const string TrialTag = "fastode.trial.id";
    private const string SlotTag = "fastode.slot.id";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Spans = new(Name);

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "fastode.attempts", "{attempt}", "Attempts that have ended, by how.");

    private static readonly Histogram<double> AttemptDuration = Meter.CreateHistogram<double>(
        "fastode.attempt.duration", "s", "Time from the start of an attempt to its end.",
        advice: new() { HistogramBucketBoundaries = [0.1, 1, 10, 60, 600, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600] });

    private static readonly Histogram<double> CheckpointDuration = Meter.CreateHistogram<double>(
        "fastode.checkpoint.duration", "s", "Time of a checkpoint: what was reported before is stored, and the file is written.",
        advice: new() { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] });

    /// <summary>Begins the span of an attempt.</summary>
    /// <param name="lease">The attempt.</param>
    /// <returns>The span; null while nobody listens.</returns>
    public static Activity? Begin(AttemptLease lease) => Span("attempt", lease);

    /// <summary>Counts an attempt that has ended, and says in its span how.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="duration">How long it took.</param>
    public static void End(Activity? span, AttemptOutcome outcome, TimeSpan duration)
    {
        var state = new KeyValuePair<string, object?>(StateTag, outcome.State.ToString().ToLowerInvariant());
        Attempts.Add(1, state);
        AttemptDuration.Record(duration.TotalSeconds, state);
        span?.SetTag(state.Key, state.Value);
    }

    /// <summary>Begins the span of a checkpoint.</summary>
    /// <param name="lease">The attempt.</param>
    /// <returns>The span; null while nobody listens.</returns>
    public static Activity? BeginCheckpoint(AttemptLease lease) => Span("checkpoint", lease);

    /// <summary>Notes that a checkpoint is written.</summary>
    /// <param name="duration">How long it took.</param>
    public static void EndCheckpoint(TimeSpan duration) => CheckpointDuration.Record(duration.TotalSeconds);

    private static Activity? Span(string name, AttemptLease lease) =>
        Spans.StartActivity(name)?.SetTag(TrialTag, lease.TrialId).SetTag(SlotTag, lease.SlotId);
}
