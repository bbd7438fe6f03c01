using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class RungsTests
{
    [Theory]
    [InlineData(3, 9, 3, new[] { 1, 3, 9 })]
    [InlineData(4, 10, 2, new[] { 1, 2, 5, 10 })]
    [InlineData(1, 7, 3, new[] { 7 })]
    [InlineData(9, 4, 2, new[] { 1, 2, 4 })]
    public void Of_ACount_GoesDownFromTheHighest(int count, int max, int reduction, int[] expected) => Assert.Equal(expected, Rungs.Of(count, max, reduction));

    [Theory]
    [InlineData(1, 9, 3, 3)]
    [InlineData(1, 10, 2, 4)]
    [InlineData(4, 10, 3, 1)]
    [InlineData(1, 243, 3, 6)]
    [InlineData(1, int.MaxValue, 2, 31)]
    public void Count_OfARange_IsTheWholeLogarithm(int min, int max, int reduction, int expected) => Assert.Equal(expected, Rungs.Count(min, max, reduction));
}
