using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>How the optimal transport between a batch's data and its noise is solved.</summary>
[Noun("pairing")]
public enum TransportSolver
{
    /// <summary><c>exact</c>: the assignment of least total cost.</summary>
    Exact,

    /// <summary><c>sinkhorn</c>: the entropically regularized plan, from whose rows pairs are drawn.</summary>
    Sinkhorn,
}
