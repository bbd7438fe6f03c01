using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace Swirl;

/// <summary>Noise on the far side of the origin is mirrored to the side of its datum.</summary>
[Kind("same-side")]
public sealed record SameSideCouplingSpec : CouplingSpec
{
    /// <summary>Share of the far noises that are mirrored.</summary>
    [Number(0, 1)]
    public double Share { get; init; } = 1;
}
