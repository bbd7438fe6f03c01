namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>Euler's method: one evaluation a step, exact where trajectories are straight.</summary>
public sealed record Euler() : RungeKuttaMethod("euler", Step)
{
    /// <summary>The tableau of one Euler step.</summary>
    public static ButcherTableau Step { get; } = new()
    {
        Nodes = [0],
        Coefficients = [[]],
        Weights = [1],
        Order = 1,
    };
}
