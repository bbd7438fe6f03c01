using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Hyperband (Li et al., JMLR 2018): brackets of asynchronous halving that begin at different rungs, so that trials which learn slowly get their chance.</summary>
[Kind("hyperband", Place = 4)]
public sealed record HyperbandPrunerSpec : HalvingPrunerSpec;
