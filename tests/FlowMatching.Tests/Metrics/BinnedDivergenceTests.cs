using FastOde.FlowMatching.Metrics;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

public sealed class BinnedDivergenceTests
{
    [Fact]
    public void Of_TheReferenceItself_IsWhatIsAddedToItsBins()
    {
        using var reference = Grid();
        var expected = Math.Log((256 + 128) / (1 + 0.5)) - Math.Log(256);

        Assert.Equal(expected, new BinnedDivergence(reference).Of(reference), 12);
    }

    [Fact]
    public void Of_PointsInOneBin_IsTheLogarithmOfWhatIsMissing()
    {
        using var reference = Grid();
        using var points = torch.zeros(256, 2);

        // One bin has all 256 points and the other 255 none, of 256 + 128 with what is added.
        var expected = (255 * Math.Log(384 / 0.5 / 256) + Math.Log(384 / 256.5 / 256)) / 256;
        Assert.Equal(expected, new BinnedDivergence(reference).Of(points), 12);
    }

    [Fact]
    public void Of_PointsOutsideTheGrid_IsLargerThanWithoutThem()
    {
        using var reference = Grid();
        var divergence = new BinnedDivergence(reference);
        using var outside = torch.cat([reference, torch.full(256, 2, 99.0)], 0);

        Assert.Equal(Math.Log((512 + 128) / 1.5 / 256), divergence.Of(outside), 12);
    }

    [Fact]
    public void Of_PointsThatAreNotInThePlane_IsRefused()
    {
        using var images = torch.zeros(4, 784);

        Assert.Contains("[n, 2]", Assert.Throws<ArgumentException>(() => new BinnedDivergence(images)).Message, StringComparison.Ordinal);
    }

    /// <summary>A point in the middle of each bin, but for the outermost, which span the range.</summary>
    private static torch.Tensor Grid()
    {
        using var scope = torch.NewDisposeScope();
        var axis = (torch.arange(16, dtype: torch.float64) + 0.5) / 16;
        axis[0] = 0;
        axis[15] = 1;
        return torch.cartesian_prod(axis, axis).MoveToOuterDisposeScope();
    }
}
