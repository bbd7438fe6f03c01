using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>What all blocks of one U-Net have in common.</summary>
internal sealed record UNetBlockStyle
{
    /// <summary>Width of the embedding of time.</summary>
    public required int EmbeddingWidth { get; init; }

    /// <summary>Dropout probability in training.</summary>
    public required double Dropout { get; init; }

    /// <summary>Taps of the resampling filter.</summary>
    public required IReadOnlyList<double> ResampleFilter { get; init; }

    /// <summary>Channels of one attention head; null for a single head of all channels.</summary>
    public required int? HeadChannels { get; init; }

    /// <summary>Factor on the sum of a block's result and what went around it.</summary>
    public required double SkipScale { get; init; }

    /// <summary>Added to variances before the normalisations divide by their root.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Whether time scales and shifts normalised features; otherwise it shifts features before they are normalised.</summary>
    public required bool TimeScales { get; init; }

    /// <summary>Whether a resampling block also convolves what goes around it when the channels stay the same.</summary>
    public required bool ConvolvesResampledSkip { get; init; }

    /// <summary>Initial values of most layers.</summary>
    public required InitialValues Initial { get; init; }

    /// <summary>Initial values of the last layer of a branch, so that a block starts near the identity.</summary>
    public required InitialValues Final { get; init; }

    /// <summary>Initial values of the projection to queries, keys and values.</summary>
    public required InitialValues Attention { get; init; }

    /// <summary>The style of a family.</summary>
    public static UNetBlockStyle Of(UNetShape shape) => shape.Spec is SongUNetSpec song ? Song(shape, song.ResampleFilter) : Adm(shape);

    private static UNetBlockStyle Song(UNetShape shape, IReadOnlyList<double> filter) => new()
    {
        EmbeddingWidth = shape.EmbeddingWidth,
        Dropout = shape.Spec.Dropout,
        ResampleFilter = filter,
        HeadChannels = null,
        SkipScale = Math.Sqrt(0.5),
        Epsilon = 1e-6,
        TimeScales = false,
        ConvolvesResampledSkip = true,
        Initial = InitialValues.Xavier(),
        Final = InitialValues.Xavier(1e-5),
        Attention = InitialValues.Xavier(Math.Sqrt(0.2)),
    };

    private static UNetBlockStyle Adm(UNetShape shape) => new()
    {
        EmbeddingWidth = shape.EmbeddingWidth,
        Dropout = shape.Spec.Dropout,
        ResampleFilter = [1, 1],
        HeadChannels = 64,
        SkipScale = 1,
        Epsilon = 1e-5,
        TimeScales = true,
        ConvolvesResampledSkip = false,
        Initial = InitialValues.Kaiming,
        Final = InitialValues.Zero,
        Attention = InitialValues.Kaiming,
    };
}
