namespace FastOde.FlowMatching.Solvers;

/// <summary>The local error an adaptive solver may make: Absolute + Relative·|x| in each component.</summary>
/// <param name="Relative">Error relative to the component's size, positive.</param>
/// <param name="Absolute">Error of a component near zero, positive.</param>
public sealed record Tolerance(double Relative, double Absolute);
