using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Pairs each minibatch's data with noise of the prior by optimal transport with squared Euclidean costs (Pooladian and
/// others, 2023; Tong and others, 2023). The noise as a whole stays that of the prior, since only its order changes.
/// </summary>
public sealed class MinibatchOptimalTransport : Coupling
{
    private readonly IndependentCoupling draws;
    private readonly MinibatchPairing pairing;
    private torch.Tensor? paired;

    /// <summary>Couples by optimal transport.</summary>
    /// <param name="spec">Pairing, regularization and iterations.</param>
    /// <param name="problem">Has the prior.</param>
    public MinibatchOptimalTransport(MinibatchCouplingSpec spec, CouplingProblem problem)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(problem);
        draws = new IndependentCoupling(problem.Prior);
        pairing = spec.Pairing == TransportSolver.Exact ? new ExactPairing() : new SinkhornPairing(spec.Regularization, spec.SinkhornIterations);
    }

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        var noise = draws.DrawBatch(data, generator);
        var partners = pairing.Pair(data, noise, generator);
        paired = Workspace.Like(paired, noise.shape[0], noise.shape[1], noise.device);
        Rows.Gather(noise, partners, paired);
        return paired;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            draws.Dispose();
            paired?.Dispose();
        }

        base.Dispose(disposing);
    }
}
