using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Each datum takes the nearest of several draws of the prior.</summary>
[Kind("nearest", Place = 5)]
public sealed record NearestCouplingSpec : CouplingSpec
{
    /// <summary>Draws of the prior for each datum, of which the nearest is taken.</summary>
    [Whole(2, 1024)]
    public int Candidates { get; init; } = 4;
}
