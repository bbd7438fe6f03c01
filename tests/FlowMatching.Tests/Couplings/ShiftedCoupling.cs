using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>A coupling that the library does not know: noise is the data themselves, moved and stretched.</summary>
/// <param name="spec">How far and how much.</param>
/// <param name="problem">Has the prior.</param>
public sealed class ShiftedCoupling(ShiftedCouplingSpec spec, CouplingProblem problem) : Coupling
{
    private torch.Tensor? noise;

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        Assert.Equal(problem.Prior.Variances.Count, data.shape[1]);
        using var scope = torch.NewDisposeScope();
        noise?.Dispose();
        return noise = ((data + spec.Shift) * spec.Scale).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        noise?.Dispose();
        base.Dispose(disposing);
    }
}
