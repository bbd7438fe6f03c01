using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>A method of flow maps that matches the velocity with most samples and the map with the rest.</summary>
public abstract record DistinctTimesSpec : FlowMapSpec
{
    /// <summary>The share of a batch that learns jumps, from the later of two draws of time to the earlier; the others learn the velocity at one draw.</summary>
    [Number(0, 1)]
    public double Distinct { get; init; } = 0.25;
}
