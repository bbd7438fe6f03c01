using FastOde.Specs.Constraints;

namespace FastOde.Specs.Tests.Constraints;

public sealed class SearchConstraintTests
{
    private static readonly SearchDimension[] Space =
    [
        new() { Key = "a", Min = 0, Max = 10 },
        new() { Key = "b.c", Min = 0, Max = 10 },
        new() { Key = "coupling.penalties.sliced-wasserstein.weight", Min = 0, Max = 10 },
        new() { Key = "kind", Values = [ParameterValue.Of("x"), ParameterValue.Of("y")] },
    ];

    [Theory]
    [InlineData("a * b.c < 6.5", true)]
    [InlineData("a*b.c<6", false)]
    [InlineData("a * b.c <= 6", true)]
    [InlineData("a + b.c * 2 == 8", true)]
    [InlineData("(a + b.c) * 2 == 10", true)]
    [InlineData("a - b.c - 1 == -2", true)]
    [InlineData("12 / a / b.c >= 2.001", false)]
    [InlineData("2 ^ b.c ^ a > 511", true)]
    [InlineData("-a^2 == -4", true)]
    [InlineData("a != 1.5e0 + .5", false)]
    [InlineData("b.c-a > 0.99", true)]
    [InlineData("coupling.penalties.sliced-wasserstein.weight-a == 3", true)]
    public void IsMet_OfADemand_FollowsArithmetic(string text, bool expected)
    {
        var values = new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of(2), ["b.c"] = ParameterValue.Of(3), ["coupling.penalties.sliced-wasserstein.weight"] = ParameterValue.Of(5) };
        Assert.Equal(expected, SearchConstraint.Parse(text, Space).IsMet(values));
    }

    [Fact]
    public void IsMet_WithoutAKeyThatItNames_IsTrue() =>
        Assert.True(SearchConstraint.Parse("a > 5 * b.c", Space).IsMet(new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of(0) }));

    [Theory]
    [InlineData("a <", "Expected a number, a key of search.space or a parenthesis at column 4, found the end")]
    [InlineData("a", "Expected a comparison: <, <=, >, >=, == or != at column 2, found the end")]
    [InlineData("a < 1 < 2", "Expected the end; write each demand as an item of its own at column 7, found '<'")]
    [InlineData("(a < 1", "Expected a closing parenthesis at column 4, found '<'")]
    [InlineData("a < 1)", "found ')'")]
    [InlineData("a & 1", "Unexpected '&' at column 3")]
    [InlineData("1 < 2", "names no key of search.space")]
    [InlineData("b.d < 1", "There is no key of search.space 'b.d'")]
    [InlineData("kind == 1", "kind can be 'x', and only numbers can be compared")]
    [InlineData("", "found the end")]
    public void Parse_OfWhatIsNoDemand_SaysWhatIsWrong(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => SearchConstraint.Parse(text, Space)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void Parse_OfDeepNesting_IsRefused(char sign) =>
        Assert.Contains("deep", Assert.Throws<FormatException>(() => SearchConstraint.Parse(new string(sign, 100_000) + "a", Space)).Message, StringComparison.Ordinal);
}
