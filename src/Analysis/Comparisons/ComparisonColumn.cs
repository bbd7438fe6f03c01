namespace FastOde.Analysis.Comparisons;

/// <summary>One column of a comparison: the number a solver was asked to keep to.</summary>
/// <param name="Number">NFE budget of a fixed-step solver, tolerance of an adaptive one.</param>
/// <param name="Steps">Most steps it took.</param>
/// <param name="Nfe">Measured evaluations of the network, the mean over trials.</param>
/// <param name="LeastNfe">The least of any trial.</param>
/// <param name="MostNfe">The most of any trial: assignments differ where one has a flow before its own.</param>
public sealed record ComparisonColumn(double Number, int Steps, double Nfe, double LeastNfe, double MostNfe);
