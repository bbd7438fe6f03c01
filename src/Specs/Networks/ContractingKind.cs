using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>What the contracting half of a U-Net gives its levels beside the features; published as <c>encoder_type</c>.</summary>
[Noun("contracting half")]
public enum ContractingKind
{
    /// <summary><c>standard</c>: nothing.</summary>
    Standard,

    /// <summary><c>skip</c>: the image itself, made smaller, through a 1×1 convolution.</summary>
    Skip,

    /// <summary><c>residual</c>: what the level above was given, through a 3×3 convolution, averaged with the features.</summary>
    Residual,
}
