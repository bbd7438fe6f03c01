namespace FastOde.Contracts.Experiments;

/// <summary>The shape of the velocity network, whose input and output are as large as the data set's samples.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.NetworkSpec")]
public sealed record NetworkSpec
{
    // One list for all, so that specs that say the same are equal.
    private static readonly IReadOnlyList<int> defaultMultipliers = [1, 2, 2, 2];
    private static readonly IReadOnlyList<int> defaultAttention = [16];
    private static readonly IReadOnlyList<double> defaultFilter = [1, 1];

    /// <summary>
    /// <c>mlp</c>, <c>fourier-mlp</c> (Fourier features of the inputs before the first layer), <c>song-unet</c> or
    /// <c>adm-unet</c> (on images).
    /// </summary>
    [Id(0)]
    public string Kind { get; init; } = "mlp";

    /// <summary>Units of a hidden layer.</summary>
    [Id(1)]
    public int Hidden { get; init; } = 100;

    /// <summary>Hidden layers.</summary>
    [Id(2)]
    public int Layers { get; init; } = 2;

    /// <summary>Fourier frequencies of a <c>fourier-mlp</c>.</summary>
    [Id(3)]
    public int Frequencies { get; init; } = 16;

    /// <summary>Standard deviation of the Fourier frequencies.</summary>
    [Id(4)]
    public double Scale { get; init; } = 1;

    /// <summary>Features of a U-Net's first convolution.</summary>
    [Id(5)]
    public int Channels { get; init; } = 128;

    /// <summary>Features of each level of a U-Net in <see cref="Channels"/>, from the finest to the coarsest.</summary>
    [Id(6)]
    public IReadOnlyList<int> Multipliers { get; init; } = defaultMultipliers;

    /// <summary>Blocks of each level of a U-Net.</summary>
    [Id(7)]
    public int Blocks { get; init; } = 4;

    /// <summary>Resolutions at which a U-Net attends to all pixels.</summary>
    [Id(8)]
    public IReadOnlyList<int> Attention { get; init; } = defaultAttention;

    /// <summary>Probability with which a feature of a U-Net drops out in training.</summary>
    [Id(9)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>How a <c>song-unet</c> sees time: <c>positional</c> or <c>fourier</c>.</summary>
    [Id(10)]
    public string Embedding { get; init; } = "positional";

    /// <summary>What the contracting half of a <c>song-unet</c> gives its levels: <c>standard</c>, <c>skip</c> or <c>residual</c>.</summary>
    [Id(11)]
    public string Contracting { get; init; } = "standard";

    /// <summary>Where the expanding half of a <c>song-unet</c> gives its output: <c>standard</c> or <c>skip</c>.</summary>
    [Id(12)]
    public string Expanding { get; init; } = "standard";

    /// <summary>Taps of the filter that halves and doubles resolutions of a <c>song-unet</c>.</summary>
    [Id(13)]
    public IReadOnlyList<double> ResampleFilter { get; init; } = defaultFilter;

    /// <summary>Width of a U-Net's embedding of time in <see cref="Channels"/>.</summary>
    [Id(14)]
    public int EmbeddingMultiplier { get; init; } = 4;

    /// <summary>Sines and cosines of time of a <c>song-unet</c> in <see cref="Channels"/>.</summary>
    [Id(15)]
    public int TimeMultiplier { get; init; } = 1;

    /// <summary>Whether a U-Net in training computes each block's features a second time instead of keeping them.</summary>
    [Id(16)]
    public bool Checkpointing { get; init; }
}
