using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>What the network of a path is trained to say of a point.</summary>
[Noun("prediction")]
public enum PredictionKind
{
    /// <summary><c>velocity</c>: the expected velocity a'·data + b'·noise.</summary>
    Velocity,

    /// <summary><c>noise</c>: the expected noise, from which the velocity follows (Ho, Jain and Abbeel, 2020).</summary>
    Noise,
}
