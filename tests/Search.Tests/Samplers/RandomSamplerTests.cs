using CsCheck;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

public sealed class RandomSamplerTests
{
    private static readonly SearchDimension Rate = Dimensions.Range("rate", 1e-5, 1e-1, true);
    private static readonly SearchDimension Layers = Dimensions.Steps("layers", 1, 4, 1);

    [Fact]
    public void Sample_SameSeed_IsTheSame() => Gen.Select(SpaceGen.Finite, Gen.Long, Gen.Int[1, 50]).Sample((space, seed, trials) =>
        Draws(seed, trials, space).SequenceEqual(Draws(seed, trials, space)));

    [Fact]
    public void Sample_MoreTrials_KeepsTheFirst()
    {
        var space = new SearchSpace([Rate, Layers]);
        Assert.Equal(Draws(7, 10, space), Draws(7, 100, space).Take(10));
    }

    [Fact]
    public void Sample_AnotherDimension_LeavesTheOthersAsTheyWere()
    {
        var alone = Draws(3, 20, new SearchSpace([Rate]));
        var beside = Draws(3, 20, new SearchSpace([Layers, Rate]));
        Assert.Equal(alone.Select(assignment => assignment["rate"]), beside.Select(assignment => assignment["rate"]));
    }

    [Fact]
    public void Sample_OtherSeed_IsDifferent()
    {
        var space = new SearchSpace([Rate]);
        Assert.Empty(Draws(0, 100, space).Intersect(Draws(1, 100, space)));
    }

    [Fact]
    public void Sample_AnySpace_GivesOnlyAssignmentsOfTheGrid() => Gen.Select(SpaceGen.Finite, Gen.Long).Sample((space, seed) =>
        Draws(seed, 20, space).ToHashSet().IsSubsetOf(Suggestions.Of(new GridSampler(new SearchSpec(), space))));

    [Fact]
    public void Sample_ManyTrials_ReachesTheWholeGrid() => Gen.Select(SpaceGen.Finite, Gen.Long).Sample(
        (space, seed) => Draws(seed, 5000, space).ToHashSet().SetEquals(Suggestions.Of(new GridSampler(new SearchSpec(), space))),
        iter: 20);

    [Fact]
    public void Sample_LogRange_FillsItsDecadesEvenly()
    {
        var decades = Draws(11, 8000, new SearchSpace([Rate]))
            .CountBy(assignment => Math.Floor(Math.Log10(assignment["rate"].Number!.Value)));

        // Four decades of 2,000 each; the standard deviation of a count is 39.
        Assert.Equal(4, decades.Count());
        Assert.All(decades, decade => Assert.InRange(decade.Value, 1800, 2200));
    }

    [Fact]
    public void Sample_TwoKeys_AreUncorrelated()
    {
        var space = new SearchSpace([Dimensions.Range("a", -1, 1), Dimensions.Range("b", -1, 1)]);
        var correlation = 3 * Draws(5, 10_000, space).Average(assignment => assignment["a"].Number!.Value * assignment["b"].Number!.Value);

        // The standard deviation of this estimate is 0.01.
        Assert.InRange(correlation, -0.05, 0.05);
    }

    [Fact]
    public void Constructor_NoTrials_IsRefused() =>
        Assert.Contains("search.trials", Assert.Throws<ArgumentException>(() => Draws(0, 0, new SearchSpace([Rate]))).Message, StringComparison.Ordinal);

    private static IEnumerable<Assignment> Draws(long seed, int trials, SearchSpace space) =>
        Suggestions.Of(new RandomSampler(new SearchSpec { Seed = seed, Trials = trials }, space));
}
