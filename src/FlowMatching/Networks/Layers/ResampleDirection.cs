namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>Whether images become larger or smaller, by a factor of two in both directions.</summary>
internal enum ResampleDirection
{
    /// <summary>Twice the resolution.</summary>
    Up,

    /// <summary>Half the resolution.</summary>
    Down,
}
