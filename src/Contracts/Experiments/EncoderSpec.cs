namespace FastOde.Contracts.Experiments;

/// <summary>
/// How the encoder of a learned coupling, or the network of its prior's flow, differs from the velocity network; what is
/// null here is as in
/// <see cref="NetworkSpec"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.EncoderSpec")]
public sealed record EncoderSpec
{
    /// <summary>The architecture.</summary>
    [Id(0)]
    public string? Kind { get; init; }

    /// <summary>Units of a hidden layer.</summary>
    [Id(1)]
    public int? Hidden { get; init; }

    /// <summary>Hidden layers.</summary>
    [Id(2)]
    public int? Layers { get; init; }

    /// <summary>Fourier frequencies of a <c>fourier-mlp</c>.</summary>
    [Id(3)]
    public int? Frequencies { get; init; }

    /// <summary>Standard deviation of the Fourier frequencies.</summary>
    [Id(4)]
    public double? Scale { get; init; }

    /// <summary>Features of a U-Net's first convolution.</summary>
    [Id(5)]
    public int? Channels { get; init; }

    /// <summary>Features of each level of a U-Net in <see cref="Channels"/>, from the finest to the coarsest.</summary>
    [Id(6)]
    public IReadOnlyList<int>? Multipliers { get; init; }

    /// <summary>Blocks of each level of a U-Net.</summary>
    [Id(7)]
    public int? Blocks { get; init; }

    /// <summary>Resolutions at which a U-Net attends to all pixels.</summary>
    [Id(8)]
    public IReadOnlyList<int>? Attention { get; init; }

    /// <summary>Probability with which a feature of a U-Net drops out in training.</summary>
    [Id(9)]
    public double? Dropout { get; init; }

    /// <summary>How a <c>song-unet</c> sees time: <c>positional</c> or <c>fourier</c>.</summary>
    [Id(10)]
    public string? Embedding { get; init; }

    /// <summary>What the contracting half of a <c>song-unet</c> gives its levels: <c>standard</c>, <c>skip</c> or <c>residual</c>.</summary>
    [Id(11)]
    public string? Contracting { get; init; }

    /// <summary>Where the expanding half of a <c>song-unet</c> gives its output: <c>standard</c> or <c>skip</c>.</summary>
    [Id(12)]
    public string? Expanding { get; init; }

    /// <summary>Taps of the filter that halves and doubles resolutions of a <c>song-unet</c>.</summary>
    [Id(13)]
    public IReadOnlyList<double>? ResampleFilter { get; init; }

    /// <summary>Width of a U-Net's embedding of time in <see cref="Channels"/>.</summary>
    [Id(14)]
    public int? EmbeddingMultiplier { get; init; }

    /// <summary>Sines and cosines of time of a <c>song-unet</c> in <see cref="Channels"/>.</summary>
    [Id(15)]
    public int? TimeMultiplier { get; init; }

    /// <summary>Whether a U-Net in training computes each block's features a second time instead of keeping them.</summary>
    [Id(16)]
    public bool? Checkpointing { get; init; }

    /// <summary>An encoder that states everything, as the velocity network has it.</summary>
    /// <param name="network">The velocity network.</param>
    public static EncoderSpec Like(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Kind = network.Kind,
            Hidden = network.Hidden,
            Layers = network.Layers,
            Frequencies = network.Frequencies,
            Scale = network.Scale,
            Channels = network.Channels,
            Multipliers = network.Multipliers,
            Blocks = network.Blocks,
            Attention = network.Attention,
            Dropout = network.Dropout,
            Embedding = network.Embedding,
            Contracting = network.Contracting,
            Expanding = network.Expanding,
            ResampleFilter = network.ResampleFilter,
            EmbeddingMultiplier = network.EmbeddingMultiplier,
            TimeMultiplier = network.TimeMultiplier,
            Checkpointing = network.Checkpointing,
        };
    }

    /// <summary>The encoder's whole shape.</summary>
    /// <param name="network">The velocity network, from which everything is taken that is null here.</param>
    public NetworkSpec Over(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Kind = Kind ?? network.Kind,
            Hidden = Hidden ?? network.Hidden,
            Layers = Layers ?? network.Layers,
            Frequencies = Frequencies ?? network.Frequencies,
            Scale = Scale ?? network.Scale,
            Channels = Channels ?? network.Channels,
            Multipliers = Multipliers ?? network.Multipliers,
            Blocks = Blocks ?? network.Blocks,
            Attention = Attention ?? network.Attention,
            Dropout = Dropout ?? network.Dropout,
            Embedding = Embedding ?? network.Embedding,
            Contracting = Contracting ?? network.Contracting,
            Expanding = Expanding ?? network.Expanding,
            ResampleFilter = ResampleFilter ?? network.ResampleFilter,
            EmbeddingMultiplier = EmbeddingMultiplier ?? network.EmbeddingMultiplier,
            TimeMultiplier = TimeMultiplier ?? network.TimeMultiplier,
            Checkpointing = Checkpointing ?? network.Checkpointing,
        };
    }
}
