using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>The divergence of each sample's q(noise | data) from the prior, weighted by the coupling's β.</summary>
[Kind("kl", Place = 1)]
public sealed record KlPenaltySpec : PenaltySpec
{
    /// <inheritdoc/>
    public override bool ComparesSamples => false;
}
