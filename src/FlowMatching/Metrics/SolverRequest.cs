namespace FastOde.FlowMatching.Metrics;

/// <summary>One line of a spec's <c>solvers</c>: a solver and the numbers to run it with.</summary>
/// <param name="Solver">The solver's name in a spec, such as <c>euler</c> or <c>euler/curvature</c>.</param>
/// <param name="Numbers">NFE budgets for a fixed-step solver, relative tolerances for an adaptive one.</param>
public sealed record SolverRequest(string Solver, IReadOnlyList<double> Numbers);
