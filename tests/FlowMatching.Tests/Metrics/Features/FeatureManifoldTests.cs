using FastOde.FlowMatching.Metrics.Features;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>Which points lie within the balls to the third neighbour.</summary>
public sealed class FeatureManifoldTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of 0, 1, 2, 3 and 10 the third neighbours are 3, 2, 2, 3 and 9 away: together [−3, 6] and [1, 19].</summary>
    [Theory]
    [InlineData(-3.1, 0)]
    [InlineData(-2.9, 1)]
    [InlineData(6.1, 1)]
    [InlineData(18.9, 1)]
    [InlineData(19.1, 0)]
    public void Share_OfOnePoint_FollowsTheBalls(double point, double expected)
    {
        using var scope = torch.NewDisposeScope();
        using var manifold = new FeatureManifold(Line(0, 1, 2, 3, 10), cancellation: Token);
        Assert.Equal(expected, manifold.Share(Line(point), Token));
    }

    [Fact]
    public void Share_OfSeveral_IsTheirMean()
    {
        using var scope = torch.NewDisposeScope();
        using var manifold = new FeatureManifold(Line(0, 1, 2, 3), cancellation: Token);
        Assert.Equal(0.75, manifold.Share(Line(0.5, 2.5, 3.5, 100), Token));
    }

    [Fact]
    public void Share_OfTheFirstNeighbour_IsNarrower()
    {
        using var scope = torch.NewDisposeScope();
        using var manifold = new FeatureManifold(Line(0, 1, 5), neighbour: 1, Token);
        Assert.Equal(1.0 / 3, manifold.Share(Line(-1.1, 0.5, 9.1), Token), 1e-12);
    }

    /// <summary>More points than a block has rows, so that an image's own distance is left out in every block.</summary>
    [Fact]
    public void Share_OfAShiftedGrid_IsTheOverlap()
    {
        using var scope = torch.NewDisposeScope();
        const int Count = 1400;
        using var manifold = new FeatureManifold(Line([.. Enumerable.Range(0, Count).Select(i => (double)i)]), cancellation: Token);
        var shifted = Line([.. Enumerable.Range(0, Count).Select(i => i + 700.5)]);
        // Balls reach 2 in the middle and 3 at the last point, so 1399 + 3 is the end.
        Assert.Equal(702.0 / Count, manifold.Share(shifted, Token), 1e-12);
    }

    [Fact]
    public void Manifold_OfTooFewPoints_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var few = Line(0, 1, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureManifold(few, cancellation: Token));
    }

    private static torch.Tensor Line(params double[] points) => torch.tensor(points, [points.Length, 1], dtype: torch.float32);
}
