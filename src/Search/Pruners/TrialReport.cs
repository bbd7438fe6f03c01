namespace FastOde.Search.Pruners;

/// <summary>The objective of a trial as it stood at a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value, less is better; no finite number where it could not be measured, which is worse than any.</param>
public sealed record TrialReport(int Step, double Value);
