using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>A multilayer perceptron.</summary>
[Kind("mlp", Place = 1)]
public sealed record MlpSpec : LayeredNetworkSpec;
