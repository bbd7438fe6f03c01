using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>The network learns the velocity at all times, from pairs that the coupling makes.</summary>
[Kind("flow-matching", Place = 1)]
public sealed record FlowMatchingSpec : MethodSpec;
