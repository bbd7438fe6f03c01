namespace FastOde.FlowMatching.Networks;

/// <summary>One parameter tensor of a network; its initial values are uniform within <see cref="Centre"/> ± <see cref="Bound"/>.</summary>
/// <param name="Name">Its name inside the network, such as <c>0.weight</c>.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="FanIn">Inputs of the layer it belongs to, at least 1; gives the bound unless that is set.</param>
public sealed record ParameterShape(string Name, IReadOnlyList<long> Sizes, int FanIn)
{
    /// <summary>Middle of the initial values: 1 for the weights of a normalisation, otherwise 0.</summary>
    public double Centre { get; init; }

    /// <summary>Half the width of the initial values, not negative; 0 sets every value to <see cref="Centre"/>.</summary>
    public double Bound { get; init; } = 1 / Math.Sqrt(FanIn);

    /// <summary>Number of elements.</summary>
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);
}
