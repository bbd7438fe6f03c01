using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>
/// Asynchronous halving of assignments: the mean over seeds decides, and an assignment that cannot be told apart from the last
/// one that goes on goes on too. Seeds wait at a rung for each other.
/// </summary>
[Kind("seed-halving", Place = 6)]
public sealed record SeedHalvingPrunerSpec : HalvingPrunerSpec
{
    /// <summary>Seeds of an assignment that must have reached a rung before it is judged; at most those of the experiment.</summary>
    [Whole(2, int.MaxValue)]
    public int Seeds { get; init; } = 2;

    /// <summary>How sure it must be that an assignment is worse, one-sided, before it is stopped; 0.5 looks at the means alone.</summary>
    [Number(0.5, 1, BelowMax = true)]
    public double Confidence { get; init; } = 0.8;
}
