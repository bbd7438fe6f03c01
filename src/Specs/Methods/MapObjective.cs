using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>What the jump of a flow map is compared with.</summary>
[Noun("objective")]
public enum MapObjective
{
    /// <summary>Two jumps of half the length, one after the other.</summary>
    Progressive,

    /// <summary>How its end moves with the time of the end, against the velocity there.</summary>
    Lagrangian,
}
