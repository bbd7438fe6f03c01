using FastOde.FlowMatching.Solvers;

namespace Swirl;

/// <summary>Ralston's method of second order, whose error bound is the least of all with two stages (Ralston, 1962).</summary>
public sealed record Ralston() : RungeKuttaMethod("ralston", new ButcherTableau
{
    Nodes = [0, 2.0 / 3],
    Coefficients = [[], [2.0 / 3]],
    Weights = [0.25, 0.75],
    Order = 2,
});
