using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>A U-Net on square images.</summary>
public abstract record UNetSpec : NetworkSpec
{
    // One list for all, so that specs that say the same are equal.
    private static readonly IReadOnlyList<int> DefaultMultipliers = [1, 2, 2, 2];
    private static readonly IReadOnlyList<int> DefaultAttention = [16];

    /// <summary>Features of the first convolution.</summary>
    [Whole(4, 4096, Even = true)]
    public int Channels { get; init; } = 128;

    /// <summary>Features of each level in <c>channels</c>, from the finest level to the coarsest; each level after the first has half the resolution of the one before.</summary>
    [Whole(1, 64), List(MayRepeat = true)]
    public IReadOnlyList<int> Multipliers { get; init; } = DefaultMultipliers;

    /// <summary>Blocks of each level; the expanding half has one more.</summary>
    [Whole(1, 64)]
    public int Blocks { get; init; } = 4;

    /// <summary>Resolutions at which blocks attend to all pixels; the coarsest level does so once whatever stands here.</summary>
    [Whole(1, 4096), List(MayBeEmpty = true)]
    public IReadOnlyList<int> Attention { get; init; } = DefaultAttention;

    /// <summary>Probability with which a feature drops out in training.</summary>
    [Number(0, 1, BelowMax = true)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>Width of the embedding of time in <c>channels</c>.</summary>
    [Whole(1, 64)]
    public int EmbeddingMultiplier { get; init; } = 4;

    /// <summary>Whether training keeps only what lies between blocks and computes each block a second time to differentiate it: less memory for more time, for images too large otherwise; see [method.md](method.md#image-networks).</summary>
    public bool Checkpointing { get; init; }

    /// <summary>Half the channels, an even number of at least 4.</summary>
    public override NetworkSpec Narrower() => this with { Channels = Math.Max(4, Channels / 4 * 2) };
}
