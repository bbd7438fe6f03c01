using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>As mean-flow, with a loss that has flow matching's floor.</summary>
[Kind("improved-mean-flow", Place = 5)]
public sealed record ImprovedMeanFlowSpec : DistinctTimesSpec;
