using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>What keeps the encoder of a learned coupling near the prior.</summary>
[Family("penalty", "kl")]
public abstract record PenaltySpec;
