using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>The keys of <see cref="ShiftedCoupling"/>.</summary>
[Kind("shifted")]
public sealed record ShiftedCouplingSpec : CouplingSpec
{
    /// <summary>Added to the data.</summary>
    [Number(-100, 100)]
    public double Shift { get; init; }

    /// <summary>Then multiplied by.</summary>
    [Number(0, AboveMin = true)]
    public double Scale { get; init; } = 1;
}
