using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace Swirl;

/// <summary>
/// Mirrors noise whose inner product with its datum is negative. A coupling is found by its constructor, which takes the record
/// of its keys and a <see cref="CouplingProblem"/>. All draws come from the trial's generator, so that a resumed trial goes on bit for bit.
/// </summary>
/// <param name="spec">How much is mirrored.</param>
/// <param name="problem">Has the prior.</param>
public sealed class SameSideCoupling(SameSideCouplingSpec spec, CouplingProblem problem) : Coupling
{
    private readonly IndependentCoupling draws = new(problem.Prior);
    private torch.Tensor? noise;

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        noise?.Dispose();
        var drawn = draws.DrawBatch(data, generator);
        var chosen = torch.rand(data.shape[0], 1, generator: generator, device: data.device) < spec.Share;
        var isFar = (drawn * data).sum(1, keepdim: true) < 0;
        return noise = torch.where(chosen & isFar, -drawn, drawn).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            draws.Dispose();
            noise?.Dispose();
        }

        base.Dispose(disposing);
    }
}
