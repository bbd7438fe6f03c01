using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Which samples of a method that learns jumps teach the encoder.</summary>
[Noun("gradient")]
public enum EncoderGradient
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that match the velocity.</summary>
    Diagonal,
}
