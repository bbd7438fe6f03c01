namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// Heun's method with a last Euler step (Karras et al., "Elucidating the Design Space of Diffusion-Based Generative
/// Models", 2022, alg. 1): two evaluations a step and one for the last, so 9 evaluations are 5 steps.
/// </summary>
public sealed record Heun : RungeKuttaMethod
{
    private static readonly ButcherTableau Step = new()
    {
        Nodes = [0, 1],
        Coefficients = [[], [1]],
        Weights = [0.5, 0.5],
        Order = 2,
    };

    /// <summary>Creates the method.</summary>
    public Heun()
        : base("heun", Step)
    {
        LastStep = Euler.Step;
    }
}
