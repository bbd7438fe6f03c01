using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Noise of the prior is paired with each batch's data by optimal transport.</summary>
[Kind("minibatch-ot", Place = 3)]
public sealed record MinibatchCouplingSpec : CouplingSpec
{
    /// <summary>How a batch is paired: by the assignment of least squared distance, or by draws from the entropic plan.</summary>
    public TransportSolver Pairing { get; init; }

    /// <summary>Entropic ε of <c>sinkhorn</c>, in units of the batch's mean squared distance.</summary>
    [Number(0, AboveMin = true), OnlyWith("pairing", "sinkhorn")]
    public double Regularization { get; init; } = 0.05;

    /// <summary>Most iterations of <c>sinkhorn</c> a step; it ends earlier once the marginals are right to 0.1 %.</summary>
    [Whole(1, 1_000_000), OnlyWith("pairing", "sinkhorn")]
    public int SinkhornIterations { get; init; } = 100;
}
