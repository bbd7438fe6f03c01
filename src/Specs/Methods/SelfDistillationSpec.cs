using FastOde.Specs.Keys;
using FastOde.Specs.Teachers;

namespace FastOde.Specs.Methods;

/// <summary>
/// The network learns jumps from its own: from two of half the length, or from the velocity where they end. With a teacher
/// the velocity is that of a finished trial, and no pair's.
/// </summary>
[Kind("flow-map", Place = 6)]
public sealed record SelfDistillationSpec : DistinctTimesSpec, IStudent
{
    /// <summary>What a jump is compared with.</summary>
    public MapObjective Objective { get; init; }

    /// <summary>The finished trial to learn from, of the same data set and data directory.</summary>
    [Form("teacher")]
    public string? Teacher { get; init; }
}
