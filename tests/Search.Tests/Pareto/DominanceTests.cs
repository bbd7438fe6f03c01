using CsCheck;
using FastOde.Search.Pareto;

namespace FastOde.Search.Tests.Pareto;

public sealed class DominanceTests
{
    [Theory]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 3 }, true)]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 2 }, false)]
    [InlineData(new double[] { 1, 4 }, new double[] { 2, 3 }, false)]
    public void Dominates_OfTwoPoints_IsNowhereWorseAndSomewhereBetter(double[] point, double[] other, bool expected) =>
        Assert.Equal(expected, Dominance.Dominates(point, other));

    [Fact]
    public void Fronts_OfSixPoints_PeelsThemOff() => Assert.Equal(
        [0, 0, 1, 0, null, 2],
        Dominance.Fronts([[1, 5], [2, 2], [3, 3], [2, 2], [double.NaN, 0], [4, 5]]));

    [Fact]
    public void Front_OfPoints_IsThePlacesOfTheUndominated() => Assert.Equal([0, 1], Dominance.Front([[1, 5], [2, 2], [3, 3], [double.PositiveInfinity, 0]]));

    /// <summary>A grid of few values, so that there are many ties and equal points.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fronts_OfAnyPoints_AreOneBehindTheLastThatDominates(int values) => Gen.Int[0, 5].Select(number => (double)number).Array[values].Array[0, 30].Sample(points =>
    {
        var fronts = Dominance.Fronts(points);
        return points.Select((point, index) => points.Select((other, place) => Dominance.Dominates(other, point) ? fronts[place]!.Value + 1 : 0).DefaultIfEmpty(0).Max())
            .SequenceEqual(fronts.Select(front => front!.Value));
    });

    [Fact]
    public void Fronts_OfPointsThatDiffer_IsRefused() => Assert.Throws<ArgumentException>(() => Dominance.Fronts([[1, 2], [1]]));
}
