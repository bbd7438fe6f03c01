using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Stops a trial whose best value so far is worse than the median of the completed trials at the same step.</summary>
[Kind("median", Place = 2)]
public sealed record MedianPrunerSpec : JudgingPrunerSpec
{
    /// <summary>Trials that must have completed before any is stopped.</summary>
    [Whole(1, int.MaxValue)]
    public int Startup { get; init; } = 5;

    /// <summary>Steps of every trial that go by without judgement.</summary>
    [Whole(0, int.MaxValue)]
    public int Warmup { get; init; }

    /// <summary>Steps from one judgement to the next, counted from the warm-up; it is made at the first report that follows.</summary>
    [Whole(1, int.MaxValue)]
    public int Interval { get; init; } = 1;
}
