using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// DDIM without added noise (Song, Meng and Ermon, "Denoising Diffusion Implicit Models", 2021, eq. 12): the expected
/// data and noise are held over a step while the path's coefficients move, so that a step is exact where the network
/// always names the same two ends. On the linear path it is Euler's method.
/// </summary>
public sealed record Ddim() : SolverMethod("ddim")
{
    /// <inheritdoc/>
    public override int Order => 1;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return steps;
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) => new DdimStepper(process.Path, start);
}
