using FastOde.Specs.Words;

namespace FastOde.Specs.Tests.Words;

public sealed class UnknownNameTests
{
    private static readonly string[] Many = [.. Enumerable.Range(10, 20).Select(number => $"solver{number}")];

    [Fact]
    public void Describe_NearOneOfMany_NamesItAlone() =>
        Assert.Equal("There is no solver 'solvr10'; did you mean 'solver10'?", UnknownName.Describe("solver", "solvr10", Many));

    [Fact]
    public void Describe_NearNoneOfMany_ListsThem() =>
        Assert.Equal($"There is no solver 'xyz'. Known: {string.Join(", ", Many)}.", UnknownName.Describe("solver", "xyz", Many));

    [Fact]
    public void Describe_NearNoneOfVeryMany_ListsThoseOfItsGroup() => Assert.Equal(
        "There is no key 'b.xyz'. Known: b.one, b.two.",
        UnknownName.Describe("key", "b.xyz", [.. Enumerable.Range(10, 40).Select(number => $"a.key{number}"), "b.one", "b.two"]));
}
