using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// DPM-Solver++(2M) (Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models", 2022,
/// alg. 2): exact in the linear part of the flow, and of second order in the expected data by remembering that of the
/// step before. One evaluation a step.
/// </summary>
public sealed record DpmSolverPlusPlus2M() : SolverMethod("dpmpp-2m")
{
    /// <inheritdoc/>
    public override int Order => 2;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return steps;
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) =>
        new DpmSolverPlusPlus2MStepper(process.Path, start);
}
