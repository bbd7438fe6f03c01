using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets;

public sealed class EvaluationNoiseTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void Draw_AnyDimension_FollowsEachDrawByItsMirrorImage(int dimension)
    {
        using var scope = torch.NewDisposeScope();

        var noise = EvaluationNoise.Draw(DiagonalNormal.Standard(dimension), 2000, 5);
        var pairs = noise.reshape(1000, 2, dimension);

        Assert.Equal(torch.float32, noise.dtype);
        Assert.InRange((pairs.select(1, 0) + pairs.select(1, 1)).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void Draw_FromTheTwoGaussianPrior_HasItsVariancesNearlyExactly()
    {
        using var scope = torch.NewDisposeScope();

        var variances = EvaluationNoise.Draw(new TwoGaussians().Prior, 2048, 0).to(torch.float64).square().mean([0]);

        Assert.Equal(36, variances[0].item<double>(), 0.2);
        Assert.Equal(1, variances[1].item<double>(), 0.01);
    }

    [Fact]
    public void Draw_OddCount_LeavesTheLastWithoutImage()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal(new long[] { 7, 30 }, EvaluationNoise.Draw(DiagonalNormal.Standard(30), 7, 0).shape);
        Assert.Equal(new long[] { 7, 2 }, EvaluationNoise.Draw(DiagonalNormal.Standard(2), 7, 0).shape);
    }

    [Fact]
    public void Draw_OfOneSeed_IsAlwaysTheSameAndOfAnotherNot()
    {
        using var scope = torch.NewDisposeScope();
        var prior = DiagonalNormal.Standard(2);

        var noise = EvaluationNoise.Draw(prior, 64, 1);

        TensorAssert.Same(noise, EvaluationNoise.Draw(prior, 64, 1));
        TensorAssert.NotSame(noise, EvaluationNoise.Draw(prior, 64, 2));
    }

    [Fact]
    public void MirroredUniforms_InThePlane_FillEveryCellOfAGrid()
    {
        using var scope = torch.NewDisposeScope();

        var uniforms = QuasiRandom.MirroredUniforms(4096, 2, 11);
        var cells = (uniforms * 16).floor().to(torch.int64);
        var counts = torch.bincount(cells.select(1, 0) * 16 + cells.select(1, 1), minlength: 256);

        // 16 expected in each; independent draws would range over about 5 to 29.
        Assert.InRange(counts.min().item<long>(), 12, 16);
        Assert.InRange(counts.max().item<long>(), 16, 20);
    }
}
