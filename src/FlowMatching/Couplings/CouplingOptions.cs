namespace FastOde.FlowMatching.Couplings;

/// <summary>The <c>coupling</c> section of a spec.</summary>
public sealed record CouplingOptions
{
    /// <summary>Which coupling.</summary>
    public CouplingKind Kind { get; init; } = CouplingKind.Independent;

    /// <summary>The penalty of a learned coupling.</summary>
    public PenaltyKind Penalty { get; init; } = PenaltyKind.Kl;

    /// <summary>β, the weight of <see cref="PenaltyKind.Kl"/>, at least 0; the KL is a mean per data dimension.</summary>
    public double Beta { get; init; } = 10;

    /// <summary>The weight of <see cref="PenaltyKind.SlicedWasserstein"/>, at least 0.</summary>
    public double Weight { get; init; } = 100;

    /// <summary>Directions a step projects on for <see cref="PenaltyKind.SlicedWasserstein"/>, at least 1.</summary>
    public int Directions { get; init; } = 64;
}
