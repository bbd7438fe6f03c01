using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>How a weight moves between two values.</summary>
[Noun("scale")]
public enum RampScale
{
    /// <summary><c>linear</c>: by equal amounts.</summary>
    Linear,

    /// <summary><c>log</c>: by equal factors.</summary>
    Log,
}
