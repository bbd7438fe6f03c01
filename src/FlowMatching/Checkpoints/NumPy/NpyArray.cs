namespace FastOde.FlowMatching.Checkpoints.NumPy;

/// <summary>An array of numbers as NumPy stores it.</summary>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Values">Its elements, row by row.</param>
public sealed record NpyArray(IReadOnlyList<long> Shape, double[] Values);
