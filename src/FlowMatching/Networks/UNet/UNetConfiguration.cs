namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>A published pair of networks.</summary>
public sealed record UNetConfiguration
{
    /// <summary>What a spec calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The velocity network.</summary>
    public required UNetShape Velocity { get; init; }

    /// <summary>The Gaussian encoder of the learned forward process.</summary>
    public required UNetShape Encoder { get; init; }
}
