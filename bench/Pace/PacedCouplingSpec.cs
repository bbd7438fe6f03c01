using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.Bench.Pace;

/// <summary>The independent coupling, one step at each beat of a clock, which it reports as its penalty.</summary>
[Kind("paced")]
public sealed record PacedCouplingSpec : CouplingSpec
{
    /// <summary>Milliseconds between two steps.</summary>
    [Number(0, AboveMin = true)]
    public double Milliseconds { get; init; } = 60;
}
