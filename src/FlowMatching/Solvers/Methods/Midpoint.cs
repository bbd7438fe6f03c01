namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>The explicit midpoint method: the slope at the step's middle, two evaluations a step.</summary>
public sealed record Midpoint() : RungeKuttaMethod("midpoint", Step)
{
    private static readonly ButcherTableau Step = new()
    {
        Nodes = [0, 0.5],
        Coefficients = [[], [0.5]],
        Weights = [0, 1],
        Order = 2,
    };
}
