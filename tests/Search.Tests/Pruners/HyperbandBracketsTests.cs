using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class HyperbandBracketsTests
{
    [Fact]
    public void Round_OfThePaper_IsItsTable() => Assert.Equal(
        [(81, 1), (34, 3), (15, 9), (8, 27), (5, 81)],
        HyperbandBrackets.Round(1, 81, 3).Select(bracket => (bracket.Trials, bracket.Rungs[0])));

    [Fact]
    public void Round_Rungs_EndAtTheHighest() => Assert.Equal([[1, 3, 9], [3, 9], [9]], HyperbandBrackets.Round(1, 9, 3).Select(bracket => bracket.Rungs));

    [Theory]
    [InlineData(20, 3, new[] { 3, 2, 1 }, new[] { 12, 5, 3 })]
    [InlineData(100, 4, new[] { 4, 3, 2 }, new[] { 70, 22, 8 })]
    [InlineData(1, 3, new[] { 3, 2, 1 }, new[] { 1, 0, 0 })]
    public void Share_OfAssignments_GoesByWeightAndTheRestToTheFirst(int assignments, int reduction, int[] rungs, int[] expected) =>
        Assert.Equal(expected, HyperbandBrackets.Share(assignments, reduction, rungs));
}
