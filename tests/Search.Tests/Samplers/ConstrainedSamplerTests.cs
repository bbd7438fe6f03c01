using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Samplers;

/// <summary>Every sampler meets the demands of a space.</summary>
public sealed class ConstrainedSamplerTests
{
    public static TheoryData<string> Names => [.. SamplerCatalog.Standard.Names.Except(["external"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfAFiniteSpaceWithDemands_GivesEachAssignmentThatMeetsThemOnce(string name)
    {
        if (name == "cma-es")
            return;
        var space = new SearchSpace([Dimensions.Steps("a", 1, 6, 1), Dimensions.Steps("b", 1, 6, 1)], null, ["a * b <= 6", "a != b"]);

        var trials = SearchRun.Trials(name, space, 100, 0, assignment => [assignment["a"].Number!.Value]);

        var expected = Enumerable.Range(1, 6).SelectMany(a => Enumerable.Range(1, 6).Where(b => a * b <= 6 && a != b).Select(b => (a, b)));
        Assert.Equal(expected, trials.Select(trial => ((int)trial.Assignment["a"].Number!.Value, (int)trial.Assignment["b"].Number!.Value)).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfRangesWithDemands_MeetsThem(string name)
    {
        if (name == "grid")
            return;
        var space = new SearchSpace([Dimensions.Range("a", 0, 1), Dimensions.Range("b", 1e-3, 1, log: true)], null, ["a * b < 0.05", "a > b"]);

        var trials = SearchRun.Trials(name, space, 60, 0, assignment => [-assignment["b"].Number!.Value]);

        Assert.Equal(60, trials.Count);
        Assert.All(trials, trial => Assert.True(space.Allows(trial.Assignment)));
    }

    [Fact]
    public void Next_OfDemandsThatNothingMeets_IsNone()
    {
        var endless = new SearchSpace([Dimensions.Range("a", 0, 1)], null, ["a > 2"]);
        var finite = new SearchSpace([Dimensions.Steps("a", 0, 1, 0.5)], null, ["a > 2"]);
        Assert.Empty(SearchRun.Trials("random", endless, 5, 0, _ => [0]));
        Assert.Empty(SearchRun.Trials("random", finite, 5, 0, _ => [0]));
        Assert.Equal(0, new GridSampler(new SearchSpec(), finite).Total);
    }
}
