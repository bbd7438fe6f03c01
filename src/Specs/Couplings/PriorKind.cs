using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Where sampling of a learned coupling starts.</summary>
[Noun("prior")]
public enum PriorKind
{
    /// <summary><c>standard</c>: from the prior that the data set has.</summary>
    Standard,

    /// <summary><c>fitted</c>: from the normal with the mean and deviation of the encoded data in each coefficient of a basis.</summary>
    Fitted,

    /// <summary><c>flow</c>: from where a small flow, trained on the encoded data, carries the prior.</summary>
    Flow,
}
