using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Has the key of every penalty on a batch.</summary>
[Kind("mean")]
public sealed record MeanPenaltySpec : AggregatePenaltySpec;
