using CsCheck;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

public sealed class GridSamplerTests
{
    [Fact]
    public void Sample_ConditionalBeta_GivesIndependentAndTwoLearned()
    {
        var space = new SearchSpace([Kinds("independent", "learned"), Betas(("coupling.kind", "learned"))]);

        Assert.Equal(
            ["(coupling.kind=independent)", "(coupling.kind=learned, coupling.beta=1)", "(coupling.kind=learned, coupling.beta=10)"],
            Grid(space).Select(assignment => assignment.ToString()));
    }

    [Fact]
    public void Sample_ConditionOnAnInactiveDimension_IsInactiveToo()
    {
        var penalties = Dimensions.Of("coupling.penalties", [ParameterValue.Of("kl"), ParameterValue.Of("sliced-wasserstein")], When(("coupling.kind", "learned")));
        var space = new SearchSpace([Kinds("independent", "learned"), penalties, Betas(("coupling.penalties", "kl"))]);

        Assert.Equal(
            [
                "(coupling.kind=independent)",
                "(coupling.kind=learned, coupling.penalties=kl, coupling.beta=1)",
                "(coupling.kind=learned, coupling.penalties=kl, coupling.beta=10)",
                "(coupling.kind=learned, coupling.penalties=sliced-wasserstein)",
            ],
            Grid(space).Select(assignment => assignment.ToString()));
    }

    [Fact]
    public void Sample_ConditionOnALaterDimension_KeepsTheOrderOfTheSpaceInAssignments()
    {
        var space = new SearchSpace([Betas(("coupling.kind", "learned")), Kinds("learned", "independent")]);

        Assert.Equal(
            ["(coupling.beta=1, coupling.kind=learned)", "(coupling.beta=10, coupling.kind=learned)", "(coupling.kind=independent)"],
            Grid(space).Select(assignment => assignment.ToString()));
    }

    [Fact]
    public void Sample_TwoFreeDimensions_ChangesTheFirstSlowest()
    {
        var space = new SearchSpace([Kinds("a", "b"), Betas()]);

        Assert.Equal(
            ["a 1", "a 10", "b 1", "b 10"],
            Grid(space).Select(assignment => $"{assignment["coupling.kind"]} {assignment["coupling.beta"]}"));
    }

    [Fact]
    public void Sample_EmptySpace_HasOneEmptyAssignment() =>
        Assert.Empty(Assert.Single(Grid(new SearchSpace([]))));

    [Fact]
    public void Sample_ContinuousRange_IsRefusedAtOnceWithTheCure()
    {
        var space = new SearchSpace([Dimensions.Range("optimizer.learningRate", 1e-5, 1e-2)]);

        var error = Assert.Throws<ArgumentException>(() => new GridSampler(new SearchSpec(), space));
        Assert.Contains("'optimizer.learningRate' is a continuous range", error.Message, StringComparison.Ordinal);
        Assert.Contains("give it a step or values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_HugeGrid_IsComputedOnlyAsFarAsAsked()
    {
        var space = new SearchSpace([Dimensions.Steps("a", 0, 1e12, 1), Dimensions.Steps("b", 0, 1e12, 1)]);
        Assert.Equal(3, Grid(space).Take(3).Count());
    }

    [Fact]
    public void Sample_AnySpace_HasNoDuplicates() => SpaceGen.Finite.Sample(space =>
    {
        var all = Grid(space).ToArray();
        return all.Distinct().Count() == all.Length;
    });

    [Fact]
    public void Sample_AnySpace_IsExactlyTheFilteredProduct() => SpaceGen.Finite.Sample(space =>
    {
        var expected = Product(space).Select(all => Active(space, all)).ToHashSet();
        return expected.SetEquals(Grid(space));
    });

    [Fact]
    public void Next_OfAnySpace_IsInTheOrderOfAWalkThroughIt() => SpaceGen.Finite.Sample(space =>
        Walk(space, 0, []).SequenceEqual(Grid(space)));

    [Fact]
    public void Total_OfMoreThanCanBeCounted_IsTheMost() =>
        Assert.Equal(long.MaxValue, new GridSampler(new SearchSpec(), new SearchSpace([Dimensions.Steps("a", 0, 1e12, 1), Dimensions.Steps("b", 0, 1e12, 1)])).Total);

    [Fact]
    public void Next_OfTwins_GivesTheFirstOfEach()
    {
        // A multilayer perceptron has no channels: of its two assignments the first is tried.
        SearchDimension[] dimensions = [Dimensions.Of("network.channels", [ParameterValue.Of(8), ParameterValue.Of(16)]), Dimensions.Of("network.kind", [ParameterValue.Of("mlp"), ParameterValue.Of("song-unet")])];
        var space = new SearchSpace(dimensions, TrialTemplate.Of(new TrialSpec()));

        Assert.True(space.HasTwins);
        Assert.Equal(
            ["(network.kind=mlp)", "(network.channels=8, network.kind=song-unet)", "(network.channels=16, network.kind=song-unet)"],
            Grid(space).Select(assignment => assignment.ToString()));
    }

    /// <summary>Value by value, dimension by dimension: what the division of a number must come to.</summary>
    private static IEnumerable<Assignment> Walk(SearchSpace space, int depth, Dictionary<string, ParameterValue> chosen)
    {
        if (depth == space.DecisionOrder.Count)
            return [space.Complete(chosen)];
        var dimension = space.DecisionOrder[depth];
        return SearchSpace.IsActive(dimension, chosen)
            ? dimension.Values!.SelectMany(value => Walk(space, depth + 1, new(chosen) { [dimension.Key] = value }))
            : Walk(space, depth + 1, chosen);
    }

    private static IEnumerable<Assignment> Grid(SearchSpace space) => Suggestions.Of(new GridSampler(new SearchSpec(), space));

    private static IEnumerable<Dictionary<string, ParameterValue>> Product(SearchSpace space)
    {
        IEnumerable<Dictionary<string, ParameterValue>> all = [[]];
        foreach (var dimension in space.Dimensions)
            all = all.SelectMany(chosen => dimension.Values!.Select(value => new Dictionary<string, ParameterValue>(chosen) { [dimension.Key] = value }));
        return all;
    }

    /// <summary>Removes inactive dimensions until none is left to remove.</summary>
    private static Assignment Active(SearchSpace space, Dictionary<string, ParameterValue> all)
    {
        while (space.Dimensions.FirstOrDefault(dimension => all.ContainsKey(dimension.Key) && !SearchSpace.IsActive(dimension, all)) is { } inactive)
            all.Remove(inactive.Key);
        return space.Complete(all);
    }

    private static SearchDimension Kinds(params string[] kinds) => Dimensions.Of("coupling.kind", kinds.Select(ParameterValue.Of));

    private static SearchDimension Betas(params (string Key, string Value)[] when) =>
        Dimensions.Of("coupling.beta", [ParameterValue.Of(1), ParameterValue.Of(10)], When(when));

    private static Dictionary<string, ParameterValue> When(params (string Key, string Value)[] when) =>
        when.ToDictionary(condition => condition.Key, condition => ParameterValue.Of(condition.Value));
}
