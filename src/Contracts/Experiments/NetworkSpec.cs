namespace FastOde.Contracts.Experiments;

/// <summary>The shape of the velocity network.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.NetworkSpec")]
public sealed record NetworkSpec
{
    /// <summary><c>mlp</c> or <c>fourier-mlp</c> (Fourier features of the inputs before the first layer).</summary>
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
}
