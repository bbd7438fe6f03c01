using FastOde.Contracts.Experiments;
using FastOde.Dashboard.Specs;

namespace FastOde.Dashboard.Tests.Specs;

public sealed class TrialCountTests
{
    private static readonly SearchDimension kind = new() { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] };

    private static readonly SearchDimension beta = new()
    {
        Key = "coupling.beta",
        Values = [ParameterValue.Of(1), ParameterValue.Of(10)],
        When = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("learned") },
    };

    [Fact]
    public void Of_GridWithCondition_CountsOnlyActiveBranches() => Assert.Equal(3 * 2, TrialCount.Of(Spec([kind, beta])));

    [Fact]
    public void Of_SteppedRange_CountsItsSteps() =>
        Assert.Equal(5 * 2, TrialCount.Of(Spec([new SearchDimension { Key = "network.layers", Min = 1, Max = 9, Step = 2 }])));

    [Fact]
    public void Of_ConditionOnAStep_CountsTheBranchOnce()
    {
        var layers = new SearchDimension { Key = "network.layers", Min = 1, Max = 3, Step = 1 };
        var hidden = new SearchDimension
        {
            Key = "network.hidden",
            Values = [ParameterValue.Of(50), ParameterValue.Of(100)],
            When = new Dictionary<string, ParameterValue> { ["network.layers"] = ParameterValue.Of(2) },
        };

        Assert.Equal((1 + 2 + 1) * 2, TrialCount.Of(Spec([layers, hidden])));
    }

    [Fact]
    public void Of_LargeGrid_IsCountedAtOnce()
    {
        SearchDimension[] space = [.. Enumerable.Range(0, 5).Select(i => new SearchDimension { Key = $"k{i}", Min = 0, Max = 999, Step = 1 })];

        Assert.Equal(2_000_000_000_000_000, TrialCount.Of(Spec(space)));
    }

    [Fact]
    public void Of_ContinuousRangeInAGrid_CannotBeCounted() =>
        Assert.Null(TrialCount.Of(Spec([new SearchDimension { Key = "optimizer.learningRate", Min = 1e-4, Max = 1e-2 }])));

    [Fact]
    public void Of_GridWithALimit_IsTheSmaller() => Assert.Equal(2 * 2, TrialCount.Of(Spec([kind, beta], trials: 2)));

    [Fact]
    public void Of_Random_IsWhatTheSpecAsksFor() => Assert.Equal(20 * 2, TrialCount.Of(Spec([kind, beta], "random", 20)));

    private static ExperimentSpec Spec(SearchDimension[] space, string sampler = "grid", int? trials = null) => new()
    {
        Name = "count",
        Seeds = [0, 1],
        Trial = new TrialSpec(),
        Search = new SearchSpec { Sampler = sampler, Space = space, Trials = trials },
    };
}
