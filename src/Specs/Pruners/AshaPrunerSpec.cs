using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Asynchronous successive halving (Li et al., MLSys 2020): a trial goes on from a rung while it is among the best part of those that have reached it.</summary>
[Kind("asha", Place = 3)]
public sealed record AshaPrunerSpec : HalvingPrunerSpec;
