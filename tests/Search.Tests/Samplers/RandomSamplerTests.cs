using CsCheck;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

public sealed class RandomSamplerTests
{
    private static readonly SearchDimension Rate = Dimensions.Range("rate", 1e-5, 1e-1, true);
    private static readonly SearchDimension Layers = Dimensions.Steps("layers", 1, 4, 1);

    [Fact]
    public void Sample_SameSeed_IsTheSame() => Gen.Select(SpaceGen.Finite, Gen.Long, Gen.Int[1, 50]).Sample((space, seed, trials) =>
        new RandomSampler(seed, trials).Sample(space).SequenceEqual(new RandomSampler(seed, trials).Sample(space)));

    [Fact]
    public void Sample_MoreTrials_KeepsTheFirst()
    {
        var space = new SearchSpace([Rate, Layers]);
        Assert.Equal(new RandomSampler(7, 10).Sample(space), new RandomSampler(7, 100).Sample(space).Take(10));
    }

    [Fact]
    public void At_AnyIndex_IsWhatSampleGivesThere()
    {
        var space = new SearchSpace([Rate, Layers]);
        var sampler = new RandomSampler(7, 20);
        Assert.Equal(sampler.Sample(space).ToArray()[13], sampler.At(space, 13));
    }

    [Fact]
    public void Sample_AnotherDimension_LeavesTheOthersAsTheyWere()
    {
        var alone = new RandomSampler(3, 20).Sample(new SearchSpace([Rate]));
        var beside = new RandomSampler(3, 20).Sample(new SearchSpace([Layers, Rate]));
        Assert.Equal(alone.Select(assignment => assignment["rate"]), beside.Select(assignment => assignment["rate"]));
    }

    [Fact]
    public void Sample_OtherSeed_IsDifferent()
    {
        var space = new SearchSpace([Rate]);
        Assert.Empty(new RandomSampler(0, 100).Sample(space).Intersect(new RandomSampler(1, 100).Sample(space)));
    }

    [Fact]
    public void Sample_AnySpace_GivesOnlyAssignmentsOfTheGrid() => Gen.Select(SpaceGen.Finite, Gen.Long).Sample((space, seed) =>
        new RandomSampler(seed, 20).Sample(space).ToHashSet().IsSubsetOf(new GridSampler().Sample(space)));

    [Fact]
    public void Sample_ManyTrials_ReachesTheWholeGrid() => Gen.Select(SpaceGen.Finite, Gen.Long).Sample(
        (space, seed) => new RandomSampler(seed, 5000).Sample(space).ToHashSet().SetEquals(new GridSampler().Sample(space)),
        iter: 20);

    [Fact]
    public void Sample_LogRange_FillsItsDecadesEvenly()
    {
        var decades = new RandomSampler(11, 8000).Sample(new SearchSpace([Rate]))
            .CountBy(assignment => Math.Floor(Math.Log10(assignment["rate"].Number!.Value)));

        // Four decades of 2,000 each; the standard deviation of a count is 39.
        Assert.Equal(4, decades.Count());
        Assert.All(decades, decade => Assert.InRange(decade.Value, 1800, 2200));
    }

    [Fact]
    public void Sample_TwoKeys_AreUncorrelated()
    {
        var space = new SearchSpace([Dimensions.Range("a", -1, 1), Dimensions.Range("b", -1, 1)]);
        var correlation = 3 * new RandomSampler(5, 10_000).Sample(space).Average(assignment => assignment["a"].Number!.Value * assignment["b"].Number!.Value);

        // The standard deviation of this estimate is 0.01.
        Assert.InRange(correlation, -0.05, 0.05);
    }

    [Fact]
    public void Constructor_NoTrials_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSampler(0, 0));
}
