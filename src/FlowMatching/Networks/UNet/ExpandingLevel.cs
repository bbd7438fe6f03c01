namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>One resolution of the expanding half.</summary>
internal sealed record ExpandingLevel
{
    /// <summary>Two blocks at the coarsest level, elsewhere the one that doubles the resolution.</summary>
    public required IReadOnlyList<UNetBlock> Entry { get; init; }

    /// <summary>The blocks that follow, each seeing features of the contracting half beside its input.</summary>
    public required IReadOnlyList<UNetBlock> Blocks { get; init; }

    /// <summary>What the level adds to the output; null for nothing.</summary>
    public OutputHead? Head { get; init; }
}
