using FastOde.FlowMatching.Networks.Layers;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>One resolution of the contracting half.</summary>
internal sealed record ContractingLevel
{
    /// <summary>The first convolution; only of the finest level.</summary>
    public Convolution? Entry { get; init; }

    /// <summary>The block that halves the resolution; of every other level.</summary>
    public UNetBlock? Down { get; init; }

    /// <summary>What the level is given beside the features; null for nothing.</summary>
    public SideInput? Side { get; init; }

    /// <summary>The blocks that follow.</summary>
    public required IReadOnlyList<UNetBlock> Blocks { get; init; }
}
