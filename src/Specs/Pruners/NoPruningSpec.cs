using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Every trial goes on to its end.</summary>
[Kind("none", Place = 1)]
public sealed record NoPruningSpec : PrunerSpec;
