using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Paths;

public sealed class InterpolationPathTests
{
    public static TheoryData<string> Names => [.. PathCatalog.Paths.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_TheEnds_IsDataAndThenNoise(string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);

        var start = path.At(torch.tensor([path.MinimumTime], dtype: torch.float64));
        var end = path.At(torch.ones(1, dtype: torch.float64));

        Assert.Equal(1, start.Data.item<double>(), 1e-6);
        Assert.Equal(0, start.Noise.item<double>(), 0.002);
        Assert.Equal(0, end.Data.item<double>(), 0.007);
        Assert.Equal(1, end.Noise.item<double>(), 0.0001);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_ByCentralDifference_AreTheCoefficientsSlopes(string name)
    {
        using var scope = torch.NewDisposeScope();
        const double Step = 1e-5;
        var path = PathCatalog.Paths.Find(name);
        var time = torch.linspace(0.02, 0.98, 97, dtype: torch.float64);

        var here = path.At(time);
        var before = path.At(time - Step);
        var after = path.At(time + Step);

        TensorAssert.Close((after.Data - before.Data) / (2 * Step), here.DataDerivative, 1e-6);
        TensorAssert.Close((after.Noise - before.Noise) / (2 * Step), here.NoiseDerivative, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_Integrated_GiveTheCoefficientsBack(string name)
    {
        using var scope = torch.NewDisposeScope();
        const int Intervals = 2000;
        const double From = 0.001;
        var path = PathCatalog.Paths.Find(name);
        // Midpoints of equal intervals in √t, where the variance-preserving slope is smooth down to zero.
        var root = torch.linspace(Math.Sqrt(From), 1, Intervals + 1, dtype: torch.float64);
        var middle = (root[1..] + root[..Intervals]) / 2;
        var weight = 2 * middle * ((1 - Math.Sqrt(From)) / Intervals);

        var slopes = path.At(middle.square());
        var ends = path.At(torch.tensor([From, 1.0], dtype: torch.float64));

        TensorAssert.Close((slopes.DataDerivative * weight).sum(), ends.Data[1] - ends.Data[0], 1e-5);
        TensorAssert.Close((slopes.NoiseDerivative * weight).sum(), ends.Noise[1] - ends.Noise[0], 1e-5);
    }

    [Theory]
    [InlineData("variance-preserving")]
    [InlineData("cosine")]
    public void At_AnyTime_KeepsTheVarianceOfUnitData(string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);

        var coefficients = path.At(torch.linspace(path.MinimumTime, 1, 101, dtype: torch.float64));

        TensorAssert.Close(coefficients.Data.square() + coefficients.Noise.square(), torch.ones(101, dtype: torch.float64), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_SinglePrecision_AgreesWithDoubleDownToTheMinimumTime(string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var time = torch.cat([torch.logspace(-5, 0, 50, dtype: torch.float32), torch.ones(1)]).unsqueeze(1);

        var single = path.At(time);
        var twice = path.At(time.to(torch.float64));

        Assert.Equal(new long[] { 51, 1 }, single.NoiseDerivative.shape);
        Assert.True(torch.allclose(single.Noise.to(torch.float64), twice.Noise, rtol: 1e-5, atol: 1e-6));
        Assert.True(torch.allclose(single.NoiseDerivative.to(torch.float64), twice.NoiseDerivative, rtol: 1e-5, atol: 1e-5));
    }

    [Fact]
    public void VariancePreserving_HalfWay_HasThePaperSignalLevel()
    {
        using var scope = torch.NewDisposeScope();

        var half = new VariancePreservingPath().At(torch.tensor([0.5], dtype: torch.float64));

        Assert.Equal(Math.Exp(-19.9 / 16 - 0.1 / 4), half.Data.item<double>(), 12);
    }
}
