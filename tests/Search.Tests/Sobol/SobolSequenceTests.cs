using FastOde.Search.Sobol;

namespace FastOde.Search.Tests.Sobol;

public sealed class SobolSequenceTests
{
    [Fact]
    public void Coordinate_OfTheFirstPoints_IsThePublishedOne()
    {
        // The unscrambled sequence in its own order, without Gray's code.
        double[][] expected = [[0, 0, 0], [0.5, 0.5, 0.5], [0.25, 0.75, 0.75], [0.75, 0.25, 0.25], [0.125, 0.625, 0.375], [0.625, 0.125, 0.875]];
        Assert.All(expected.Index(), point => Assert.Equal(
            point.Item, Enumerable.Range(0, 3).Select(dimension => SobolSequence.Coordinate((uint)point.Index, dimension) / (double)(1UL << 32))));
    }

    [Fact]
    public void Coordinate_OfEveryPrefix_IsBalancedInEveryDimension()
    {
        Assert.True(SobolSequence.Dimensions >= 64);
        for (var dimension = 0; dimension < SobolSequence.Dimensions; dimension++)
        {
            for (var bits = 0; bits <= 10; bits++)
            {
                var parts = Enumerable.Range(0, 1 << bits).Select(point => bits == 0 ? 0 : SobolSequence.Coordinate((uint)point, dimension) >> (32 - bits));
                Assert.Equal(1 << bits, parts.Distinct().Count());
            }
        }
    }

    /// <summary>A pair of the first dimensions is a net as well: each elementary box of 2⁻⁸ has the same number of points.</summary>
    [Fact]
    public void Coordinate_OfTheFirstTwoDimensions_IsANet()
    {
        for (var first = 0; first <= 8; first++)
        {
            var boxes = Enumerable.Range(0, 256).Select(point => (Part(point, 0, first), Part(point, 1, 8 - first)));
            Assert.Equal(256, boxes.Distinct().Count());
        }

        static uint Part(int point, int dimension, int bits) => bits == 0 ? 0 : SobolSequence.Coordinate((uint)point, dimension) >> (32 - bits);
    }
}
