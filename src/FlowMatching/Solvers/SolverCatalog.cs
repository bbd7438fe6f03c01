using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Every solver a spec can name.</summary>
public static class SolverCatalog
{
    /// <summary>Solvers by spec name, such as <c>euler</c>, <c>heun</c>, <c>dpmpp-2m</c> or <c>dopri5</c>.</summary>
    public static NameCatalog<SolverMethod> Solvers { get; } = new(
        "solver",
        Discovery.InstancesOf<SolverMethod>()
            .OrderBy(solver => solver.Order)
            .ThenBy(solver => solver.Name, StringComparer.Ordinal),
        solver => solver.Name);
}
