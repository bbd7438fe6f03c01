using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>A penalty on the encoded batch as a whole.</summary>
public abstract record AggregatePenaltySpec : PenaltySpec
{
    /// <summary>Weight of the penalty.</summary>
    [Number(0)]
    public double Weight { get; init; } = 100;
}
