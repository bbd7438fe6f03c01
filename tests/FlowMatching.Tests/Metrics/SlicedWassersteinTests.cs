using FastOde.FlowMatching.Metrics;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>The sliced distance against closed forms and the exact distance.</summary>
public sealed class SlicedWassersteinTests
{
    [Theory]
    [InlineData(2, 64, 1e-6)]
    [InlineData(5, 4096, 0.05)]
    public void Distance_OfShiftedPoints_IsTheShiftOverTheRootOfTheDimension(int dimension, int directions, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var points = torch.randn(256, dimension, generator: generator);
        var shift = torch.zeros(dimension);
        shift[0] = 3f;
        using var sliced = new SlicedWasserstein(points, directions);
        Assert.Equal(3 / Math.Sqrt(dimension), sliced.Distance(points + shift), tolerance);
    }

    [Fact]
    public void Distance_OfScaledPointsInThePlane_IsWithinTheExactOne()
    {
        using var scope = torch.NewDisposeScope();
        var points = torch.tensor(PlanarPoints.TwoModes(512, seed: 1)).reshape(512, 2);
        var others = torch.tensor(PlanarPoints.Normal(512, 6, 1, seed: 2)).reshape(512, 2);
        using var sliced = new SlicedWasserstein(points);
        var exact = Wasserstein.Distance(others, points, TestContext.Current.CancellationToken);
        Assert.InRange(sliced.Distance(others), exact / 4, exact);
        Assert.Equal(0, sliced.Distance(points));
    }

    [Fact]
    public void Distance_OfOtherCounts_IsRefused()
    {
        using var points = torch.zeros(4, 2);
        using var others = torch.zeros(5, 2);
        using var sliced = new SlicedWasserstein(points);
        Assert.Throws<ArgumentException>(() => sliced.Distance(others));
    }
}
