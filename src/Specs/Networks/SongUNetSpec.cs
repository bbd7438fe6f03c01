using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>The U-Net of DDPM++ and NCSN++.</summary>
[Kind("song-unet", Place = 3)]
public sealed record SongUNetSpec : UNetSpec
{
    private static readonly IReadOnlyList<double> DefaultFilter = [1, 1];

    /// <summary>How the network sees time.</summary>
    public TimeEmbeddingKind Embedding { get; init; }

    /// <summary>What the levels of the contracting half are given beside the features: nothing, the smaller image, or the smaller image through convolutions.</summary>
    public ContractingKind Contracting { get; init; }

    /// <summary>Where the expanding half gives its output: after the last level, or added up over all.</summary>
    public ExpandingKind Expanding { get; init; }

    /// <summary>Taps of the filter that halves and doubles resolutions: <c>[1, 1]</c> in DDPM++, <c>[1, 3, 3, 1]</c> in NCSN++.</summary>
    [Number(-1000, 1000), List(MayRepeat = true)]
    public IReadOnlyList<double> ResampleFilter { get; init; } = DefaultFilter;

    /// <summary>Sines and cosines of time in <c>channels</c>; 2 in NCSN++.</summary>
    [Whole(1, 64)]
    public int TimeMultiplier { get; init; } = 1;
}
