using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>The divergence from the prior of the normal with the encoded batch's mean and variance in each dimension.</summary>
[Kind("moments", Place = 4)]
public sealed record MomentPenaltySpec : AggregatePenaltySpec;
