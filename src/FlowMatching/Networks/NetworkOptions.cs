namespace FastOde.FlowMatching.Networks;

/// <summary>The shape of a velocity network; the encoder of a learned forward process has the same.</summary>
public sealed record NetworkOptions
{
    /// <summary>The architecture.</summary>
    public NetworkKind Kind { get; init; } = NetworkKind.Mlp;

    /// <summary>Width of each hidden layer, at least 1.</summary>
    public int Hidden { get; init; } = 100;

    /// <summary>Number of hidden layers, at least 1.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Fourier frequencies, each giving a sine and a cosine; only for <see cref="NetworkKind.FourierMlp"/>, at least 1.</summary>
    public int Frequencies { get; init; } = 16;

    /// <summary>
    /// Standard deviation of the Fourier frequencies, in cycles per standard deviation of the prior (for points) and per
    /// unit of time; positive, only for <see cref="NetworkKind.FourierMlp"/>.
    /// </summary>
    public double Scale { get; init; } = 1;
}
