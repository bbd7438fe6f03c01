using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// The shape of a velocity network or of an encoder, whatever the data: sizes of images and points are the data set's.
/// Options of other kinds than <see cref="Kind"/> are ignored.
/// </summary>
public sealed record NetworkOptions
{
    /// <summary>The architecture.</summary>
    public NetworkKind Kind { get; init; } = NetworkKind.Mlp;

    /// <summary>Width of each hidden layer of an MLP, at least 1.</summary>
    public int Hidden { get; init; } = 100;

    /// <summary>Number of hidden layers of an MLP, at least 1.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Fourier frequencies, each giving a sine and a cosine; only for <see cref="NetworkKind.FourierMlp"/>, at least 1.</summary>
    public int Frequencies { get; init; } = 16;

    /// <summary>
    /// Standard deviation of the Fourier frequencies, in cycles per standard deviation of the prior (for points) and per
    /// unit of time; positive, only for <see cref="NetworkKind.FourierMlp"/>.
    /// </summary>
    public double Scale { get; init; } = 1;

    /// <summary>Features of a U-Net's first convolution, see <see cref="UNetOptions.BaseChannels"/>.</summary>
    public int Channels { get; init; } = 128;

    /// <summary>Features of each level of a U-Net, see <see cref="UNetOptions.Multipliers"/>.</summary>
    public IReadOnlyList<int> Multipliers { get; init; } = [1, 2, 2, 2];

    /// <summary>Blocks of each level of a U-Net, see <see cref="UNetOptions.BlocksPerLevel"/>.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Resolutions at which a U-Net attends, see <see cref="UNetOptions.AttentionResolutions"/>; may be empty.</summary>
    public IReadOnlyList<int> Attention { get; init; } = [16];

    /// <summary>Probability with which a feature of a U-Net drops out in training, at least 0 and below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>How a U-Net sees time.</summary>
    public TimeEmbeddingKind Embedding { get; init; } = TimeEmbeddingKind.Positional;

    /// <summary>The contracting half of a U-Net.</summary>
    public ContractingKind Contracting { get; init; } = ContractingKind.Standard;

    /// <summary>The expanding half of a U-Net.</summary>
    public ExpandingKind Expanding { get; init; } = ExpandingKind.Standard;

    /// <summary>Taps of the filter that halves and doubles a U-Net's resolutions, see <see cref="UNetOptions.ResampleFilter"/>.</summary>
    public IReadOnlyList<double> ResampleFilter { get; init; } = [1, 1];

    /// <summary>Width of a U-Net's embedding of time in base channels, at least 1.</summary>
    public int EmbeddingMultiplier { get; init; } = 4;

    /// <summary>Sines and cosines of time of a U-Net in base channels, at least 1.</summary>
    public int TimeMultiplier { get; init; } = 1;

    /// <summary>Whether a U-Net in training computes each block's features a second time instead of keeping them.</summary>
    public bool Checkpointing { get; init; }

    /// <summary>Whether the network is a U-Net, which only images have use for.</summary>
    public bool IsUNet => Kind is NetworkKind.SongUNet or NetworkKind.AdmUNet;
}
