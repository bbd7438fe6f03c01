namespace FastOde.Storage.Measurements;

/// <summary>One entry of the metric writer's queue: points, or somebody who waits until those before are stored.</summary>
/// <param name="Batch">The points, or null.</param>
/// <param name="Flushed">The waiting one, or null.</param>
internal sealed record MetricWork(MetricBatch? Batch, TaskCompletionSource? Flushed);
