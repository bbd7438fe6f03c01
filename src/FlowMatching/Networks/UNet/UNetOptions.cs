using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>The shape of a U-Net on square images. The defaults are those of <c>SongUNet</c>.</summary>
public sealed record UNetOptions
{
    /// <summary>The family.</summary>
    public UNetKind Kind { get; init; } = UNetKind.Song;

    /// <summary>Height and width of the images in pixels; a multiple of two for every level but the first.</summary>
    public required int Resolution { get; init; }

    /// <summary>Channels of the images, at least 1.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Channels of the output, at least 1: those of the images for a velocity, twice as many for a Gaussian encoder.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>The conditions, time first; each has an embedding of its own, and they are added up.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = NetworkConditions.TimeAlone;

    /// <summary>Features of the first convolution, multiplied level by level; at least 4 and even.</summary>
    public int BaseChannels { get; init; } = 128;

    /// <summary>Features of each level in base channels, each at least 1; from the finest level to the coarsest.</summary>
    public IReadOnlyList<int> Multipliers { get; init; } = [1, 2, 2, 2];

    /// <summary>Blocks of the contracting half at each level, at least 1; the expanding half has one more.</summary>
    public int BlocksPerLevel { get; init; } = 4;

    /// <summary>Resolutions at which blocks attend to all pixels, beside the coarsest, where the expanding half always does.</summary>
    public IReadOnlyList<int> AttentionResolutions { get; init; } = [16];

    /// <summary>Probability with which a feature drops out in training, at least 0 and below 1. Evaluation never drops any.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Width of the embedding of time that every block sees, in base channels; at least 1.</summary>
    public int EmbeddingMultiplier { get; init; } = 4;

    /// <summary>How time is embedded; only for <see cref="UNetKind.Song"/>.</summary>
    public TimeEmbeddingKind Embedding { get; init; } = TimeEmbeddingKind.Positional;

    /// <summary>Sines and cosines of time, in base channels, at least 1; only for <see cref="UNetKind.Song"/>.</summary>
    public int TimeMultiplier { get; init; } = 1;

    /// <summary>The contracting half; only for <see cref="UNetKind.Song"/>.</summary>
    public ContractingKind Contracting { get; init; } = ContractingKind.Standard;

    /// <summary>The expanding half; only for <see cref="UNetKind.Song"/>.</summary>
    public ExpandingKind Expanding { get; init; } = ExpandingKind.Standard;

    /// <summary>
    /// Taps of the filter that halves and doubles resolutions, an even number whose sum is not 0: [1, 1] for DDPM++,
    /// [1, 3, 3, 1] for NCSN++; only for <see cref="UNetKind.Song"/>.
    /// </summary>
    public IReadOnlyList<double> ResampleFilter { get; init; } = [1, 1];

    /// <summary>Numbers that one image gives.</summary>
    public int OutputDimension => OutputChannels * Resolution * Resolution;

    /// <summary>The same network as Gaussian encoder: means in the first half of its channels, log variances in the second.</summary>
    public UNetOptions AsEncoder() => this with { OutputChannels = 2 * InputChannels };
}
