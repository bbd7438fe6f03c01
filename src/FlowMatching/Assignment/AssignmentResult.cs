namespace FastOde.FlowMatching.Assignment;

/// <summary>An optimal assignment and the proof that it is one.</summary>
/// <param name="Columns">The column matched to each row; a permutation.</param>
/// <param name="Prices">
/// The price of each column (dual variables): every row's column has, up to rounding, the least cost plus price of all
/// columns in that row, which is what makes the assignment optimal.
/// </param>
/// <param name="Gap">
/// The most by which a row's column exceeds its least cost plus price, at least 0. The assignment's total is at most
/// Count · Gap above the optimum; only rounding errors keep it from 0.
/// </param>
public sealed record AssignmentResult(int[] Columns, double[] Prices, double Gap);
