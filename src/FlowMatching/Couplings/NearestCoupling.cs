using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Gives each datum the nearest of k draws of the prior, by squared distance ("immiscible": Li et al., "Immiscible
/// Diffusion", 2024, in its form without an assignment). Nothing is compared between samples, and the noise as a whole is
/// no longer the prior's: it leans towards the data.
/// </summary>
/// <param name="spec">How many draws.</param>
/// <param name="problem">Has the prior.</param>
public sealed class NearestCoupling(NearestCouplingSpec spec, CouplingProblem problem) : Coupling
{
    private readonly IndependentCoupling draws = new(problem.Prior);
    private torch.Tensor? nearest;

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var scope = torch.NewDisposeScope();
        nearest = Workspace.Like(nearest, data.shape[0], data.shape[1], data.device);
        nearest.copy_(draws.DrawBatch(data, generator));
        var least = (nearest - data).square().sum(1, keepdim: true);
        for (var candidate = 1; candidate < spec.Candidates; candidate++)
        {
            var noise = draws.DrawBatch(data, generator);
            var distance = (noise - data).square().sum(1, keepdim: true);
            nearest.copy_(torch.where(distance < least, noise, nearest));
            least = torch.minimum(distance, least);
        }

        return nearest;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            draws.Dispose();
            nearest?.Dispose();
        }

        base.Dispose(disposing);
    }
}
