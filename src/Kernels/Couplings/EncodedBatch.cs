namespace FastOde.Kernels.Couplings;

/// <summary>A minibatch as the encoder sees it, with room for gradients; all row by row, one row a sample.</summary>
internal readonly ref struct EncodedBatch
{
    /// <summary>Data dimension.</summary>
    public required int Dimension { get; init; }

    /// <summary>The encoder's output, [n, 2·dimension]: means, then log variances.</summary>
    public required ReadOnlySpan<float> Encoded { get; init; }

    /// <summary>The deviations exp(½ log variance), [n, dimension].</summary>
    public required ReadOnlySpan<float> Deviations { get; init; }

    /// <summary>The reparameterised noise mean + deviation·ε, [n, dimension].</summary>
    public required ReadOnlySpan<float> Noise { get; init; }

    /// <summary>Gradient with respect to the encoder's output, [n, 2·dimension]; penalties add theirs.</summary>
    public required Span<float> EncodedGradient { get; init; }

    /// <summary>Gradient with respect to the noise, [n, dimension]; penalties add theirs.</summary>
    public required Span<float> NoiseGradient { get; init; }
}
