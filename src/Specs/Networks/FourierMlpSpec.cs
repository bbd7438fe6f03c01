using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>A multilayer perceptron that sees Fourier features of its inputs.</summary>
[Kind("fourier-mlp", Place = 2)]
public sealed record FourierMlpSpec : LayeredNetworkSpec
{
    /// <summary>Fourier frequencies, each giving a sine and a cosine.</summary>
    [Whole(1, 4096)]
    public int Frequencies { get; init; } = 16;

    /// <summary>Standard deviation of the Fourier frequencies.</summary>
    [Number(0, AboveMin = true)]
    public double Scale { get; init; } = 1;
}
