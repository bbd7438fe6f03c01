using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Each draw of the prior takes the training point that optimal transport from the whole prior to the points gives it.</summary>
[Kind("semidiscrete", Place = 6)]
public sealed record SemidiscreteCouplingSpec : CouplingSpec
{
    /// <summary>Training points that take part, the first of the data set; the others are left out. Every draw of noise is compared with all of them.</summary>
    [Whole(1, 10_000_000)]
    public int Points { get; init; } = 10_000;

    /// <summary>Steps of stochastic ascent, each on a batch of noise, that learn the dual numbers before training begins.</summary>
    [Whole(1, 100_000_000)]
    public int AscentSteps { get; init; } = 2_000;

    /// <summary>The first step's length of the ascent, in units of how much the cost of a draw varies between points and of the root of their number; it falls with the root of the steps.</summary>
    [Number(0, 100, AboveMin = true)]
    public double AscentRate { get; init; } = 0.1;
}
