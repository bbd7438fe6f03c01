using CsCheck;
using FastOde.Search.Pareto;

namespace FastOde.Search.Tests.Pareto;

public sealed class HypervolumeTests
{
    [Fact]
    public void Of_FourPointsOneByOne_GrowsByWhatEachAdds()
    {
        double[][] points = [[0, 1], [0.5, 0.5], [1, 0], [1.5, 1.5]];

        Assert.Equal([2, 2.75, 3.25, 3.25], Enumerable.Range(1, 4).Select(count => Hypervolume.Of(points[..count], [2, 2])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Of_PointsOnAGrid_IsTheNumberOfItsCellsThatAreDominated(int values) => Gen.Int[0, 5].Select(number => (double)number).Array[values].Array[0, 12].Sample(points =>
    {
        var cells = Enumerable.Range(0, (int)Math.Pow(4, values)).Select(cell => Enumerable.Range(0, values).Select(axis => cell / (int)Math.Pow(4, axis) % 4).ToArray());
        var dominated = cells.Count(cell => points.Any(point => point.Zip(cell).All(pair => pair.First <= pair.Second)));
        return Hypervolume.Of(points, Enumerable.Repeat(4.0, values).ToArray()) == dominated;
    });

    [Fact]
    public void Of_PointsBeyondTheReferenceOrWithoutNumbers_AddNothing() =>
        Assert.Equal(1, Hypervolume.Of([[1, 1], [0, 2], [double.NaN, 0], [double.NegativeInfinity, 0]], [2, 2]));

    [Fact]
    public void Of_WrongReference_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([[1, 1]], [2]));
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([], [double.PositiveInfinity]));
    }
}
