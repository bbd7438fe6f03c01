using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>The sliced Wasserstein distance of the encoded batch from draws of the prior.</summary>
[Kind("sliced-wasserstein", Place = 2)]
public sealed record SlicedWassersteinPenaltySpec : AggregatePenaltySpec
{
    /// <summary>Random directions a step.</summary>
    [Whole(1, 65_536)]
    public int Directions { get; init; } = 64;
}
