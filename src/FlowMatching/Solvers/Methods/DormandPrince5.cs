namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// The adaptive method of Dormand and Prince ("A family of embedded Runge-Kutta formulae", 1980): order 5 with an
/// embedded order 4; its last stage is the next step's first, so a step costs six evaluations.
/// </summary>
public sealed record DormandPrince5() : RungeKuttaMethod("dopri5", Step)
{
    private static readonly ButcherTableau Step = new()
    {
        Nodes = [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1],
        Coefficients =
        [
            [],
            [1.0 / 5],
            [3.0 / 40, 9.0 / 40],
            [44.0 / 45, -56.0 / 15, 32.0 / 9],
            [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
            [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
            [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
        ],
        Weights = [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0],
        EmbeddedWeights =
            [5179.0 / 57600, 0, 7571.0 / 16695, 393.0 / 640, -92097.0 / 339200, 187.0 / 2100, 1.0 / 40],
        Order = 5,
        EmbeddedOrder = 4,
    };
}
