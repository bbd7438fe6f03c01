using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>The kernel distance (MMD) of the encoded batch from the prior.</summary>
[Kind("mmd", Place = 3)]
public sealed record MmdPenaltySpec : AggregatePenaltySpec;
