using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Each datum takes the nearest of several draws.</summary>
public sealed class NearestCouplingTests
{
    /// <summary>
    /// Of k draws of N(0, 1), a datum far to the right takes the largest: of two, of mean 1/√π; of three, of 3/(2√π).
    /// </summary>
    [Theory]
    [InlineData(2, 0.564190)]
    [InlineData(3, 0.846284)]
    public void Draw_DatumFarAway_TakesTheExtreme(int candidates, double mean)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var coupling = Create(candidates);
        var noise = coupling.Draw(torch.full([100_000, 1], 50f), generator);
        Assert.Equal(mean, noise.mean().item<float>(), 0.01);
    }

    [Fact]
    public void Draw_AnyDatum_IsNearerThanIndependentNoise()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        using var coupling = Create(8);
        var data = torch.randn(20_000, 1, generator: generator);
        var distance = (coupling.Draw(data, generator) - data).square().mean().item<float>();
        Assert.InRange(distance, 0.01, 0.5);
    }

    private static NearestCoupling Create(int candidates) =>
        new(new NearestCouplingSpec { Candidates = candidates }, new CouplingProblem(SampleShape.Points(1), DiagonalNormal.Standard(1), ComputeDevice.Cpu));
}
