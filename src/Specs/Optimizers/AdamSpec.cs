using FastOde.Specs.Keys;

namespace FastOde.Specs.Optimizers;

/// <summary>Adam.</summary>
[Kind("adam", Place = 1)]
public sealed record AdamSpec : OptimizerSpec;
