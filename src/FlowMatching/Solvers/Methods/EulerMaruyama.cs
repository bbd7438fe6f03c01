using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// The reverse-time SDE by steps of Euler and Maruyama (Song et al., "Score-Based Generative Modeling through SDEs", 2021,
/// eq. 6): fresh noise at every step but the last, and the score to match it, which the velocity gives in closed form.
/// The score is exact where noise is drawn independently of the data.
/// </summary>
public sealed record EulerMaruyama() : SolverMethod("euler-maruyama")
{
    /// <summary>The order in which moments converge; single trajectories go each their own way.</summary>
    public override int Order => 1;

    /// <inheritdoc/>
    public override bool IsStochastic => true;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return steps;
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) => new EulerMaruyamaStepper(process, start);
}
