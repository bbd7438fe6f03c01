using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>The distance of normal distributions, where it is known in closed form.</summary>
public sealed class FrechetDistanceTests : IDisposable
{
    private readonly torch.Generator generator = new(1, torch.CPU);

    [Fact]
    public void Between_StandardNormalsWithMeans0And1_IsTheDimension()
    {
        const int Dimension = 2048;
        using var scope = torch.NewDisposeScope();
        using var first = Normal(torch.zeros(Dimension, dtype: torch.float64), torch.eye(Dimension, dtype: torch.float64));
        using var second = Normal(torch.ones(Dimension, dtype: torch.float64), torch.eye(Dimension, dtype: torch.float64));
        Assert.Equal(Dimension, FrechetDistance.Between(first, second), 1e-9);
    }

    [Fact]
    public void Between_DiagonalCovariances_IsTheDistanceOfTheDeviations()
    {
        using var scope = torch.NewDisposeScope();
        double[] deviations = [1, 2, 3], others = [4, 0.5, 0];
        using var first = Normal(torch.tensor([1.0, 0, -1]), torch.tensor(deviations).square().diag());
        using var second = Normal(torch.tensor([0.0, 2, -1]), torch.tensor(others).square().diag());
        var expected = 1 + 4 + deviations.Zip(others, (a, b) => (a - b) * (a - b)).Sum();
        Assert.Equal(expected, FrechetDistance.Between(first, second), 1e-9);
    }

    /// <summary>For 2×2 matrices tr(√M)² = tr M + 2√det M.</summary>
    [Fact]
    public void Between_CovariancesThatDoNotCommute_IsTheClosedForm()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new double[,] { { 2, 1 }, { 1, 3 } });
        var b = torch.tensor(new double[,] { { 5, -2 }, { -2, 1 } });
        using var first = Normal(torch.zeros(2, dtype: torch.float64), a);
        using var second = Normal(torch.zeros(2, dtype: torch.float64), b);
        var product = a.mm(b);
        var root = Math.Sqrt(product.trace().item<double>() + 2 * Math.Sqrt(product.det().item<double>()));
        Assert.Equal(2 + 3 + 5 + 1 - 2 * root, FrechetDistance.Between(first, second), 1e-12);
    }

    /// <summary>With features in rows and centred, tr(Σ₁Σ₂)^½ is the sum of the singular values of the Gram matrix between the sets.</summary>
    [Theory]
    [InlineData(10, 12)]
    [InlineData(12, 500)]
    [InlineData(500, 12)]
    public void Between_FewerImagesThanDimensions_AgreesWithTheGramMatrix(int count, int other)
    {
        using var scope = torch.NewDisposeScope();
        var a = Features(count, 64, 1);
        var b = Features(other, 64, 3) + 0.5;
        using var first = FeatureStatistics.Of(a);
        using var second = FeatureStatistics.Of(b);
        var (centredA, centredB) = (Centred(a), Centred(b));
        var spread = centredA.square().sum().item<double>() + centredB.square().sum().item<double>();
        var root = torch.linalg.svdvals(centredA.mm(centredB.t())).sum().item<double>();
        var expected = (a.mean([0]) - b.mean([0])).square().sum().item<double>() + spread - 2 * root;
        Assert.Equal(expected, FrechetDistance.Between(first, second), 1e-9 * spread);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    public void Between_ASetAndItself_IsZero(int count)
    {
        using var scope = torch.NewDisposeScope();
        using var statistics = FeatureStatistics.Of(Features(count, 32, 10));
        Assert.InRange(FrechetDistance.Between(statistics, statistics), 0, 1e-10 * statistics.Covariance.trace().item<double>());
    }

    [Fact]
    public void Between_EqualPoints_IsTheDistanceOfTheMeansAndTheSpread()
    {
        using var scope = torch.NewDisposeScope();
        var features = Features(50, 4, 2);
        using var spread = FeatureStatistics.Of(features);
        using var point = FeatureStatistics.Of(torch.zeros(50, 4));
        var expected = features.mean([0]).square().sum().item<double>() + spread.Covariance.trace().item<double>();
        Assert.Equal(expected, FrechetDistance.Between(spread, point), 1e-12 * expected);
    }

    [Fact]
    public void Between_FeaturesThatAreNotNumbers_IsNotANumber()
    {
        using var scope = torch.NewDisposeScope();
        using var good = FeatureStatistics.Of(Features(9, 3, 1));
        using var bad = FeatureStatistics.Of(torch.full(9, 3, double.NaN));
        Assert.True(double.IsNaN(FrechetDistance.Between(good, bad)));
    }

    [Fact]
    public void Between_OtherDimensions_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        using var first = FeatureStatistics.Of(Features(9, 3, 1));
        using var second = FeatureStatistics.Of(Features(9, 4, 1));
        var refused = Assert.Throws<ArgumentException>(() => FrechetDistance.Between(first, second));
        Assert.Contains("3 and of 4 dimensions", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_ThreadsOfTheCaller_StayAsManyAsTheyWere()
    {
        using var scope = torch.NewDisposeScope();
        using var statistics = FeatureStatistics.Of(Features(9, 3, 1));
        using var two = new TorchThreads(2);
        FrechetDistance.Between(statistics, statistics);
        Assert.Equal(2, torch.get_num_threads());
    }

    public void Dispose() => generator.Dispose();

    private static FeatureStatistics Normal(torch.Tensor mean, torch.Tensor covariance) => new() { Mean = mean, Covariance = covariance };

    private static torch.Tensor Centred(torch.Tensor features) => (features - features.mean([0])) / Math.Sqrt(features.shape[0] - 1);

    private torch.Tensor Features(int count, int dimension, double scale) =>
        torch.randn(count, dimension, dtype: torch.float64, generator: generator) * scale * torch.arange(1, dimension + 1, dtype: torch.float64) / dimension;
}
