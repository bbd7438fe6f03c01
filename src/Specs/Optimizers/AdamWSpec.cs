using FastOde.Specs.Keys;

namespace FastOde.Specs.Optimizers;

/// <summary>Adam with weight decay apart from the gradient.</summary>
[Kind("adamw", Place = 2)]
public sealed record AdamWSpec : OptimizerSpec;
