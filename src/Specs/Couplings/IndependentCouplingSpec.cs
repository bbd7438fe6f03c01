using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Any noise of the prior goes with any data.</summary>
[Kind("independent", Place = 1)]
public sealed record IndependentCouplingSpec : CouplingSpec;
