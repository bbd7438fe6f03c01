namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>The classical fourth-order Runge–Kutta method (Kutta, 1901): four evaluations a step.</summary>
public sealed record RungeKutta4() : RungeKuttaMethod("rk4", Step)
{
    private static readonly ButcherTableau Step = new()
    {
        Nodes = [0, 0.5, 0.5, 1],
        Coefficients = [[], [0.5], [0, 0.5], [0, 0, 1]],
        Weights = [1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6],
        Order = 4,
    };
}
