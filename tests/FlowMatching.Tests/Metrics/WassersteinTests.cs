using CsCheck;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>The exact distance against closed forms, and its laws as a metric.</summary>
public sealed class WassersteinTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, 2, 0.5)]
    [InlineData(3, -4, 1, 1)]
    [InlineData(1, 2, 0.25, 3)]
    public void Distance_BetweenNormals_IsTheClosedForm(double meanX, double meanY, double deviationX, double deviationY)
    {
        using var scope = torch.NewDisposeScope();
        var first = QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(2048, 2, 11));
        var second = QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(2048, 2, 12))
            * torch.tensor([deviationX, deviationY]) + torch.tensor([meanX, meanY]);
        var expected = meanX * meanX + meanY * meanY + (deviationX - 1) * (deviationX - 1) + (deviationY - 1) * (deviationY - 1);
        var distance = Wasserstein.Distance(first, second, Token);
        Assert.Equal(expected, distance * distance, 0.01 + 0.01 * expected);
    }

    [Fact]
    public void Distance_OfShiftedPoints_IsTheShift()
    {
        using var points = torch.tensor(PlanarPoints.TwoModes(512, seed: 1)).reshape(512, 2);
        using var shifted = points + torch.tensor([0.75f, -1f]);
        Assert.Equal(1.25, Wasserstein.Distance(points, shifted, Token), 1e-6);
    }

    [Fact]
    public void Match_OfPermutedPoints_FindsThePermutation()
    {
        var points = PlanarPoints.TwoModes(300, seed: 2);
        var order = Enumerable.Range(0, 300).Select(i => (i * 7 + 3) % 300).ToArray();
        var permuted = order.SelectMany(point => points[(2 * point)..(2 * point + 2)]).ToArray();
        var matching = Wasserstein.Match(permuted, points, 2, Token);
        Assert.Equal(0, matching.Distance);
        Assert.Equal(order, matching.Assignment.Columns);
    }

    [Fact]
    public void Distance_InOneDimension_MatchesInOrder()
    {
        var point = Gen.Single[-10, 10];
        Gen.Int[1, 60].SelectMany(count => Gen.Select(point.Array[count], point.Array[count])).Sample((first, second) =>
        {
            var sorted = first.Order().Zip(second.Order(), (a, b) => ((double)a - b) * ((double)a - b)).Average();
            Assert.Equal(Math.Sqrt(sorted), Wasserstein.Match(first, second, 1).Distance, 1e-6);
        }, iter: 200);
    }

    [Fact]
    public void Distance_InOtherDimensions_AgreesWithPlanarPointsEmbedded()
    {
        var first = PlanarPoints.Normal(200, 2, 1, seed: 3);
        var second = PlanarPoints.TwoModes(200, seed: 4);
        static float[] Embed(float[] points) =>
            [.. points.Chunk(2).SelectMany(point => new[] { 0.6f * point[0], point[1], 5f, 0.8f * point[0], 1f })];
        var planar = Wasserstein.Match(first, second, 2, Token).Distance;
        Assert.Equal(planar, Wasserstein.Match(Embed(first), Embed(second), 5, Token).Distance, 1e-5);
    }

    [Fact]
    public void Distance_OfThreeSets_ObeysTheTriangleInequality()
    {
        var (a, b, c) = (PlanarPoints.Normal(256, 3, 1, seed: 5), PlanarPoints.TwoModes(256, seed: 6), PlanarPoints.Normal(256, 1, 4, seed: 7));
        double Between(float[] first, float[] second) => Wasserstein.Match(first, second, 2, Token).Distance;
        Assert.InRange(Between(a, c), 0, Between(a, b) + Between(b, c));
        Assert.Equal(Between(a, b), Between(b, a), 1e-12);
    }

    [Fact]
    public void Distance_OfDifferentShapes_IsRefusedWithBothShapes()
    {
        using var first = torch.zeros(4, 2);
        using var second = torch.zeros(5, 2);
        var error = Assert.Throws<ArgumentException>(() => Wasserstein.Distance(first, second, Token));
        Assert.Contains("[4, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[5, 2]", error.Message, StringComparison.Ordinal);
    }
}
