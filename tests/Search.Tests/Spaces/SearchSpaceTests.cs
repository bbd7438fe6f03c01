using FastOde.Search.Spaces;

namespace FastOde.Search.Tests.Spaces;

public sealed class SearchSpaceTests
{
    [Fact]
    public void DecisionOrder_ConditionOnALaterDimension_PutsThatFirst()
    {
        var space = new SearchSpace([
            new CategoricalDimension("beta", [Choice.Of(1)], When("kind", "learned")),
            new CategoricalDimension("rate", [Choice.Of(1)]),
            new CategoricalDimension("kind", [Choice.Of("learned")]),
        ]);

        Assert.Equal(["rate", "kind", "beta"], space.DecisionOrder.Select(dimension => dimension.Key));
        Assert.Equal(["beta", "rate", "kind"], space.Dimensions.Select(dimension => dimension.Key));
    }

    [Fact]
    public void Constructor_ConditionOnNothing_NamesBoth() =>
        AssertRefused("'beta' depends on 'kynd', which is no dimension", new CategoricalDimension("beta", [Choice.Of(1)], When("kynd", "learned")));

    [Fact]
    public void Constructor_ConditionOnAnImpossibleValue_NamesIt() =>
        AssertRefused(
            "being lerned, which it can never be",
            new CategoricalDimension("kind", [Choice.Of("learned")]),
            new CategoricalDimension("beta", [Choice.Of(1)], When("kind", "lerned")));

    [Fact]
    public void Constructor_ConditionOnAContinuousRange_IsRefused() =>
        AssertRefused(
            "a continuous range that hardly ever has an exact value",
            new ContinuousDimension("rate", 0, 1),
            new CategoricalDimension("beta", [Choice.Of(1)], new Dictionary<string, Choice> { ["rate"] = Choice.Of(0.5) }));

    [Fact]
    public void Constructor_ConditionsInACircle_NamesThem() =>
        AssertRefused(
            "the conditions of 'a', 'b' go in a circle",
            new CategoricalDimension("free", [Choice.Of("x")]),
            new CategoricalDimension("a", [Choice.Of("x")], When("b", "x")),
            new CategoricalDimension("b", [Choice.Of("x")], When("a", "x")));

    [Fact]
    public void Constructor_ConditionOnItself_IsACircle() =>
        AssertRefused("go in a circle", new CategoricalDimension("a", [Choice.Of("x")], When("a", "x")));

    [Fact]
    public void Constructor_RepeatedKey_NamesIt() =>
        AssertRefused("'a' occurs 2 times", new CategoricalDimension("a", [Choice.Of(1)]), new CategoricalDimension("a", [Choice.Of(2)]));

    private static void AssertRefused(string expected, params Dimension[] dimensions)
    {
        var error = Assert.Throws<ArgumentException>(() => new SearchSpace(dimensions));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Choice> When(string key, string value) => new() { [key] = Choice.Of(value) };
}
