namespace FastOde.Analysis.Verdicts;

/// <summary>What one seed of an assignment came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Value">The value; no finite number where it could not be measured.</param>
public readonly record struct SeedValue(long Seed, double Value);
