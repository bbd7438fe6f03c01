namespace FastOde.Dashboard.ChartModels;

/// <summary>One trial in a chart of parallel coordinates.</summary>
/// <param name="TrialId">The trial.</param>
/// <param name="Values">A value an axis: a number, or the place of a word; null where the trial has none.</param>
public sealed record ParallelLine(string TrialId, IReadOnlyList<double?> Values);
