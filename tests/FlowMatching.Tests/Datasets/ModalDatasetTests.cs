using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets;

public sealed class ModalDatasetTests
{
    public static TheoryData<string> Names => [.. DatasetCatalog.Datasets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_OfOneSeed_AreAlwaysTheSameAndOfAnotherNot(string name)
    {
        using var scope = torch.NewDisposeScope();
        var dataset = DatasetCatalog.Datasets.Find(name);

        var points = dataset.Points(7);

        Assert.Equal(new long[] { dataset.Count, 2 }, points.shape);
        Assert.Equal(torch.float32, points.dtype);
        TensorAssert.Same(points, dataset.Points(7));
        TensorAssert.NotSame(points, dataset.Points(8));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reference_AgainstManyPoints_HasTheSameMomentsFarCloserThanChance(string name)
    {
        using var scope = torch.NewDisposeScope();
        var dataset = DatasetCatalog.Datasets.Find(name);

        var points = dataset.Points(0).to(torch.float64);
        var reference = dataset.Reference(4096, 0).to(torch.float64);

        var deviation = points.std(0);
        var meanGap = ((points.mean(new long[] { 0 }) - reference.mean(new long[] { 0 })) / deviation).abs().max().item<double>();
        var deviationGap = (reference.std(0) / deviation - 1).abs().max().item<double>();
        Assert.InRange(meanGap, 0, 0.01);
        Assert.InRange(deviationGap, 0, 0.01);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reference_OfTwoStreams_DiffersPointByPoint(string name)
    {
        using var scope = torch.NewDisposeScope();
        var dataset = DatasetCatalog.Datasets.Find(name);

        var first = dataset.Reference(1000, 0);
        var second = dataset.Reference(1000, 1);

        TensorAssert.Same(first, dataset.Reference(1000, 0));
        Assert.InRange((first - second).square().sum(1).min().item<float>(), 1e-9f, float.MaxValue);
    }

    [Theory]
    [InlineData(1000, 500)]
    [InlineData(1001, 501)]
    public void Reference_OfTwoGaussians_IsBalancedOverModes(int count, int left)
    {
        using var scope = torch.NewDisposeScope();

        var reference = new TwoGaussians().Reference(count, 3);

        Assert.Equal(left, (reference.select(1, 0) < 0).sum().item<long>());
    }

    [Fact]
    public void Points_OfTwoGaussians_HaveThePaperMoments()
    {
        using var scope = torch.NewDisposeScope();

        var points = new TwoGaussians().Points(0).to(torch.float64);
        var right = points[points.select(1, 0) > 0];

        // The modes are 4.6 deviations from the middle: a point or two may lie on the other side.
        Assert.InRange(right.shape[0], 99_995, 100_005);
        Assert.Equal(8, right.select(1, 0).mean().item<double>(), 0.03);
        Assert.Equal(8, right.select(1, 1).mean().item<double>(), 0.005);
        Assert.Equal(3, right.select(1, 0).var().item<double>(), 0.06);
        Assert.Equal(0.1, right.select(1, 1).var().item<double>(), 0.002);
    }

    [Fact]
    public void Points_InAnyPrefix_MixTheModes()
    {
        using var scope = torch.NewDisposeScope();

        var left = (new TwoGaussians().Points(1)[..1000].select(1, 0) < 0).sum().item<long>();

        Assert.InRange(left, 400, 600);
    }

    [Fact]
    public void Points_OfCheckerboard_LieOnDarkSquaresOnly()
    {
        using var scope = torch.NewDisposeScope();

        var cells = (new Checkerboard().Points(0) / 2).floor();

        Assert.Equal(0, cells.sum(1).remainder(2).abs().sum().item<float>());
        Assert.Equal(-2, cells.min().item<float>());
        Assert.Equal(1, cells.max().item<float>());
    }

    [Fact]
    public void Points_OfEightGaussians_SurroundEveryCentreEqually()
    {
        using var scope = torch.NewDisposeScope();
        var points = new EightGaussians().Points(0);

        var angle = torch.atan2(points.select(1, 1), points.select(1, 0)) * (4 / Math.PI);
        var counts = torch.bincount(angle.round().remainder(8).to(torch.int64), minlength: 8);

        Assert.All(counts.data<long>(), count => Assert.InRange(count, 24_900, 25_100));
    }

    [Fact]
    public void Points_OfTheMoonsAndTheS_StayNearTheirCurves()
    {
        using var scope = torch.NewDisposeScope();

        var moons = new TwoMoons().Points(0);
        var firstMoon = (moons + torch.tensor([1f, 0.5f])).norm(1);
        var secondMoon = (moons - torch.tensor([1f, 0.5f])).norm(1);
        var s = new SCurve().Points(0);
        var upper = (s - torch.tensor([0f, 1.5f])).norm(1);
        var lower = (s + torch.tensor([0f, 1.5f])).norm(1);

        Assert.InRange(torch.minimum((firstMoon - 2).abs(), (secondMoon - 2).abs()).max().item<float>(), 0, 1.1f);
        Assert.InRange(torch.minimum((upper - 1.5).abs(), (lower - 1.5).abs()).max().item<float>(), 0, 0.6f);
    }
}
