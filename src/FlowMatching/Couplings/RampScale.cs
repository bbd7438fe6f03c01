namespace FastOde.FlowMatching.Couplings;

/// <summary>How a weight moves between two values.</summary>
public enum RampScale
{
    /// <summary><c>linear</c>: by equal amounts.</summary>
    Linear,

    /// <summary><c>log</c>: by equal factors.</summary>
    Log,
}
