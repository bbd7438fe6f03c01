namespace FastOde.Kernels.Networks.UNet;

/// <summary>What a worker's temporary map is for; maps of one role and shape are one piece of memory.</summary>
internal enum BufferRole
{
    /// <summary>Features and those of the contracting half side by side.</summary>
    Joined,

    /// <summary>What a convolution reads: normalised and activated. Its border stays zero.</summary>
    Activated,

    /// <summary>The same, resampled. Its border stays zero.</summary>
    Resampled,

    /// <summary>What goes around a block, resampled.</summary>
    SkipResampled,

    /// <summary>Factors of dropout.</summary>
    Mask,

    /// <summary>Gradient with respect to <see cref="Activated"/>.</summary>
    ActivatedGradient,

    /// <summary>Gradient with respect to <see cref="Resampled"/>.</summary>
    ResampledGradient,

    /// <summary>Gradient with respect to a block's features between its convolutions. Its border stays zero.</summary>
    HiddenGradient,

    /// <summary>Gradient with respect to what goes around a block.</summary>
    SkipGradient,

    /// <summary>Gradient with respect to <see cref="SkipResampled"/>.</summary>
    SkipResampledGradient,

    /// <summary>Gradient with respect to <see cref="Joined"/>.</summary>
    JoinedGradient,

    /// <summary>Gradient with respect to a block's result before attention. Its border stays zero.</summary>
    BeforeAttentionGradient,

    /// <summary>One number a channel.</summary>
    Channels,

    /// <summary>Sums over the pixels of a map, two a channel.</summary>
    Sums,

    /// <summary>The network's result.</summary>
    Result,

    /// <summary>Gradient with respect to <see cref="Result"/>. Its border stays zero.</summary>
    ResultGradient,

    /// <summary>A matrix that attention needs for a moment.</summary>
    First,

    /// <summary>Another.</summary>
    Second,

    /// <summary>Another.</summary>
    Third,

    /// <summary>Another.</summary>
    Fourth,

    /// <summary>Another.</summary>
    Fifth,

    /// <summary>Another.</summary>
    Sixth,

    /// <summary>Rows packed as weights.</summary>
    PackedRows,

    /// <summary>A map transformed for Winograd's filtering.</summary>
    Transformed,

    /// <summary>Products of transformed maps, or a transformed gradient.</summary>
    Products,
}
