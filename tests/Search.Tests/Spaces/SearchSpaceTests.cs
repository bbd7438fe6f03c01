using FastOde.Search.Spaces;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Spaces;

public sealed class SearchSpaceTests
{
    [Fact]
    public void DecisionOrder_ConditionOnALaterDimension_PutsThatFirst()
    {
        var space = new SearchSpace([
            Dimensions.Of("beta", [ParameterValue.Of(1)], When("kind", "learned")),
            Dimensions.Of("rate", [ParameterValue.Of(1)]),
            Dimensions.Of("kind", [ParameterValue.Of("learned")]),
        ]);

        Assert.Equal(["rate", "kind", "beta"], space.DecisionOrder.Select(dimension => dimension.Key));
        Assert.Equal(["beta", "rate", "kind"], space.Dimensions.Select(dimension => dimension.Key));
    }

    [Fact]
    public void Constructor_ConditionOnNothing_NamesBoth() =>
        AssertRefused("'beta' depends on 'kynd', which is no dimension", Dimensions.Of("beta", [ParameterValue.Of(1)], When("kynd", "learned")));

    [Fact]
    public void Constructor_ConditionOnAnImpossibleValue_NamesIt() =>
        AssertRefused(
            "being lerned, which it can never be",
            Dimensions.Of("kind", [ParameterValue.Of("learned")]),
            Dimensions.Of("beta", [ParameterValue.Of(1)], When("kind", "lerned")));

    [Fact]
    public void Constructor_ConditionOnAContinuousRange_IsRefused() =>
        AssertRefused(
            "a continuous range that hardly ever has an exact value",
            Dimensions.Range("rate", 0, 1),
            Dimensions.Of("beta", [ParameterValue.Of(1)], new Dictionary<string, ParameterValue> { ["rate"] = ParameterValue.Of(0.5) }));

    [Fact]
    public void Constructor_ConditionsInACircle_NamesThem() =>
        AssertRefused(
            "the conditions of 'a', 'b' go in a circle",
            Dimensions.Of("free", [ParameterValue.Of("x")]),
            Dimensions.Of("a", [ParameterValue.Of("x")], When("b", "x")),
            Dimensions.Of("b", [ParameterValue.Of("x")], When("a", "x")));

    [Fact]
    public void Constructor_ConditionOnItself_IsACircle() =>
        AssertRefused("go in a circle", Dimensions.Of("a", [ParameterValue.Of("x")], When("a", "x")));

    [Fact]
    public void Constructor_RepeatedKey_NamesIt() =>
        AssertRefused("'a' occurs 2 times", Dimensions.Of("a", [ParameterValue.Of(1)]), Dimensions.Of("a", [ParameterValue.Of(2)]));

    private static void AssertRefused(string expected, params SearchDimension[] dimensions)
    {
        var error = Assert.Throws<ArgumentException>(() => new SearchSpace(dimensions));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, ParameterValue> When(string key, string value) => new() { [key] = ParameterValue.Of(value) };
}
