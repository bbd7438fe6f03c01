using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>The direction in which a mean flow differentiates.</summary>
[Noun("tangent")]
public enum TangentKind
{
    /// <summary>noise - data of each pair.</summary>
    Conditional,

    /// <summary>The network's own velocity, the mean of those.</summary>
    Predicted,
}
