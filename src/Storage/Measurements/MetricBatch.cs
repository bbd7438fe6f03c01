using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Storage.Measurements;

/// <summary>Metric points that one attempt has measured.</summary>
/// <param name="Lease">The attempt's lease.</param>
/// <param name="Points">The points.</param>
public sealed record MetricBatch(AttemptLease Lease, IReadOnlyList<MetricPoint> Points);
