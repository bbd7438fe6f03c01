using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>What keeps the encoder of a learned coupling near the prior.</summary>
[Family("penalty", "kl")]
public abstract record PenaltySpec
{
    /// <summary>Whether it looks at the samples of a batch together, and is no mean over them.</summary>
    public virtual bool ComparesSamples => true;
}
