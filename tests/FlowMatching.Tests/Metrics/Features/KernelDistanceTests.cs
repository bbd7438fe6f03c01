using FastOde.FlowMatching.Metrics.Features;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>The kernel distance against sums by hand and the expectation of a normal distribution.</summary>
public sealed class KernelDistanceTests
{
    /// <summary>In one dimension k(x, y) = (xy + 1)³: pairs (0, 1) give 1; (2, 3) gives 343; across 1, 1, 27, 64.</summary>
    [Fact]
    public void Between_TwoPairsOfNumbers_IsTheSumByHand()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new double[,] { { 0 }, { 1 } });
        var y = torch.tensor(new double[,] { { 2 }, { 3 } });
        Assert.Equal(1 + 343 - 2 * (1 + 1 + 27 + 64) / 4.0, new KernelDistance().Between(x, y, TestContext.Current.CancellationToken), 1e-12);
    }

    /// <summary>
    /// For x, y ~ N(0, 1) of one dimension E k = 1 + 3E(xy)² = 4; against N(0, s²) the distance is 3(1 − s²)².
    /// </summary>
    [Fact]
    public void Between_NormalsOfOtherVariance_IsTheExpectation()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        var x = torch.randn(20_000, 1, dtype: torch.float64, generator: generator);
        var y = torch.randn(20_000, 1, dtype: torch.float64, generator: generator) * Math.Sqrt(2);
        var distance = new KernelDistance(subsets: 200, subsetSize: 100, seed: 1).Between(x, y, TestContext.Current.CancellationToken);
        Assert.Equal(3, distance, 0.6);
    }

    [Fact]
    public void Between_OneDistribution_IsNearZeroOnEitherSide()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(6, torch.CPU);
        var distances = Enumerable.Range(0, 20).Select(_ => new KernelDistance().Between(
            torch.randn(200, 8, generator: generator), torch.randn(200, 8, generator: generator), TestContext.Current.CancellationToken)).ToArray();
        Assert.Equal(0, distances.Average(), 0.02);
        Assert.Contains(distances, distance => distance < 0);
    }

    [Fact]
    public void Between_SameSeed_GivesTheSame()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7, torch.CPU);
        var (x, y) = (torch.randn(100, 4, generator: generator), torch.randn(150, 4, generator: generator));
        double Distance(long seed) => new KernelDistance(3, 50, seed).Between(x, y, TestContext.Current.CancellationToken);
        Assert.Equal(Distance(1), Distance(1));
        Assert.NotEqual(Distance(1), Distance(2));
    }

    [Fact]
    public void Between_OneImage_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var (one, two) = (torch.ones(1, 3), torch.ones(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelDistance().Between(one, two, TestContext.Current.CancellationToken));
    }
}
