using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>The network learns jumps from its own: from two of half the length, or from the velocity where they end.</summary>
[Kind("flow-map", Place = 6)]
public sealed record SelfDistillationSpec : DistinctTimesSpec
{
    /// <summary>What a jump is compared with.</summary>
    public MapObjective Objective { get; init; }
}
