using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>Where the expanding half of a U-Net gives its output; published as <c>decoder_type</c>.</summary>
[Noun("expanding half")]
public enum ExpandingKind
{
    /// <summary><c>standard</c>: after the last level.</summary>
    Standard,

    /// <summary><c>skip</c>: after every level, made larger and added up.</summary>
    Skip,
}
