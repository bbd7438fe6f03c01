using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Stops a trial whose assignment is worse than the best one, pair by pair, by Wilcoxon's signed-rank test.</summary>
[Kind("wilcoxon", Place = 5)]
public sealed record WilcoxonPrunerSpec : JudgingPrunerSpec
{
    /// <summary>A trial is stopped where a difference as large would be less likely than this between equals.</summary>
    [Number(0, 1)]
    public double P { get; init; } = 0.1;

    /// <summary>Pairs that there must be before a trial is stopped.</summary>
    [Whole(1, int.MaxValue)]
    public int Startup { get; init; } = 2;

    /// <summary>What is paired: <c>reports</c> of the same seed and step, or <c>seeds</c> at their newest common step.</summary>
    public PairedValues Pairs { get; init; } = PairedValues.Seeds;
}
