using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Paths;

public sealed class PredictionTests
{
    public static TheoryData<string> Names => [.. PathCatalog.Paths.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Target_OfEachKind_IsTheVelocityOrTheNoise(string name)
    {
        using var scope = torch.NewDisposeScope();
        var at = PathCatalog.Paths.Find(name).At(torch.tensor([0.3f, 0.7f]).unsqueeze(1));

        var velocity = Prediction.Target(PredictionKind.Velocity, at);
        var noise = Prediction.Target(PredictionKind.Noise, at);

        TensorAssert.Same(at.DataDerivative, velocity.Data);
        TensorAssert.Same(at.NoiseDerivative, velocity.Noise);
        TensorAssert.Same(torch.zeros(2, 1), noise.Data);
        TensorAssert.Same(torch.ones(2, 1), noise.Noise);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Determinant_AtAnyTime_TellsTheEndsApart(string name)
    {
        var path = PathCatalog.Paths.Find(name);
        const double Data = 1.5, Noise = -0.5;

        foreach (var time in new[] { 0.01, 0.3, 0.9, 1 })
        {
            var at = path.At(time);
            var point = at.Data * Data + at.Noise * Noise;
            var velocity = at.DataDerivative * Data + at.NoiseDerivative * Noise;
            Assert.Equal(Data, (at.NoiseDerivative * point - at.Noise * velocity) / at.Determinant, 1e-9);
            Assert.Equal(Noise, (at.Data * velocity - at.DataDerivative * point) / at.Determinant, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoisePredictionField_OfTheExactNoise_IsTheExactVelocity(string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var field = new NoisePredictionField(ExactNoise(path), path);
        var time = torch.linspace(0.001, path.LatestNoisePrediction, 50, dtype: torch.float64).unsqueeze(1);
        var points = torch.linspace(-2, 3, 100, dtype: torch.float64).reshape(50, 2);

        var expected = ExactFlows.Gaussian(path, 0.25, 1).Differentiate(points, time, [points.cos()]);
        var (velocity, products) = field.Differentiate(points, time, [points.cos()]);

        TensorAssert.Close(expected.Velocity, velocity, 1e-9);
        TensorAssert.Close(expected.Velocity, field.Velocity(points, time), 1e-9);
        TensorAssert.Close(expected.Products[0], products[0], 1e-9);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("cosine")]
    public void NoisePredictionField_WhereDataVanish_IsThatOfTheLatestTime(string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var field = new NoisePredictionField(ExactNoise(path), path);
        var points = torch.ones(3, 2, dtype: torch.float64);

        var atTheEnd = field.Velocity(points, torch.ones(3, 1, dtype: torch.float64));

        TensorAssert.Same(field.Velocity(points, torch.full([3, 1], path.LatestNoisePrediction, dtype: torch.float64)), atTheEnd);
        TensorAssert.Close(ExactFlows.Gaussian(path, 0.25, 1).Velocity(points, torch.ones(3, 1, dtype: torch.float64)), atTheEnd, 0.1);
    }

    /// <summary>E[noise | x] of data N(0, ¼) and noise N(0, 1).</summary>
    private static DelegateVelocityField ExactNoise(InterpolationPath path) => new((x, t) =>
    {
        var at = path.At(t);
        return x * at.Noise / (at.Data.square() * 0.25 + at.Noise.square());
    });
}
