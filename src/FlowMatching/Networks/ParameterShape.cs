namespace FastOde.FlowMatching.Networks;

/// <summary>One parameter tensor of a network.</summary>
/// <param name="Name">Its name inside the network, such as <c>0.weight</c>.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="FanIn">Inputs of the layer it belongs to; the initial values are uniform within ±1/√FanIn.</param>
public sealed record ParameterShape(string Name, IReadOnlyList<long> Sizes, int FanIn)
{
    /// <summary>Number of elements.</summary>
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);
}
