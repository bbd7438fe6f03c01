using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Noise drawn from the prior whatever the data: flow matching and rectified flow without re-flow.</summary>
/// <param name="prior">The prior over noise.</param>
public sealed class IndependentCoupling(DiagonalNormal prior) : Coupling
{
    private readonly float[] deviations = [.. prior.Variances.Select(MathF.Sqrt)];
    private torch.Tensor? scales;
    private torch.Tensor? noise;

    /// <summary>The coupling that a spec asks for.</summary>
    /// <param name="spec">Has no keys.</param>
    /// <param name="problem">Has the prior.</param>
    public IndependentCoupling(IndependentCouplingSpec spec, CouplingProblem problem)
        : this(problem.Prior) => ArgumentNullException.ThrowIfNull(spec);

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        noise = Workspace.Like(noise, data.shape[0], deviations.Length, data.device);
        scales ??= torch.tensor(deviations, dtype: torch.float32, device: data.device).DetachFromDisposeScope();
        return noise.normal_(0, 1, generator).mul_(scales);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            noise?.Dispose();
            scales?.Dispose();
        }

        base.Dispose(disposing);
    }
}
