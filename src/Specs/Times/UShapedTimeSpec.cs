using FastOde.Specs.Keys;

namespace FastOde.Specs.Times;

/// <summary>Times crowd at the ends (Lee, Lin and Fanti, "Improving the Training of Rectified Flows", 2024).</summary>
[Kind("u-shaped", Place = 3)]
public sealed record UShapedTimeSpec : TimeSpec
{
    /// <summary>a, how steeply the density rises towards the ends.</summary>
    [Number(0, 50, AboveMin = true)]
    public double Steepness { get; init; } = 4;

    /// <summary>Whether times crowd at both ends alike, with the density e^{at} + e^{a(1-t)}; or, with <c>false</c>, at noise alone, with e^{at} + e^{-at} as the paper prints it.</summary>
    public bool BothEnds { get; init; } = true;
}
