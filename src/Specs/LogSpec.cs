using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>How often a trial writes its live metrics.</summary>
public sealed record LogSpec
{
    /// <summary>Steps between points of the loss.</summary>
    [Whole(1, int.MaxValue)]
    public int Every { get; init; } = 100;

    /// <summary>Steps between points of the live curvature (Euler, 20 steps); 0 for never.</summary>
    [Whole(0, int.MaxValue)]
    public int CurvatureEvery { get; init; } = 500;

    /// <summary>Steps between points of the velocity loss by ten bins of time; 0 for one at the end.</summary>
    [Whole(0, int.MaxValue)]
    public int TimeBinsEvery { get; init; } = 500;

    /// <summary>Pairs of the coupling from which the variance of the velocity given the point is measured at the end, at ten times; 0 for none. Every pair is compared with all others. It means something in the plane.</summary>
    [Whole(0, 100_000)]
    public int VariancePairs { get; init; }
}
