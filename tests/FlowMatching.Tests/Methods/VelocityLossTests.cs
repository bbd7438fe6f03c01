using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>The loss and its gradients against autograd, whatever is predicted.</summary>
public sealed class VelocityLossTests
{
    [Theory]
    [InlineData(PredictionKind.Velocity)]
    [InlineData(PredictionKind.Noise)]
    public void Gradients_OfALinearPrediction_AreThoseOfAutograd(PredictionKind prediction)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        using var loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(6, 2, prediction, new SquaredLossSpec()));
        var path = PathCatalog.Paths.Find("cosine");
        var (data, time) = (torch.randn(6, 2, generator: generator), torch.rand(6, 1, generator: generator));
        var (noise, matrix) = (torch.randn(6, 2, generator: generator), torch.randn(2, 2, generator: generator));

        var points = loss.Place(path, time, data, noise);
        var value = loss.Measure(points.mm(matrix), out var gradient);
        var noiseGradient = gradient.mm(matrix.t()).contiguous();
        loss.ToNoise(noiseGradient);

        var at = path.At(time);
        var leaf = noise.detach().requires_grad_();
        var output = (at.Data * data + at.Noise * leaf).mm(matrix);
        var target = prediction == PredictionKind.Noise ? leaf : at.DataDerivative * data + at.NoiseDerivative * leaf;
        var expected = (output - target).square().mean();
        expected.backward();
        Assert.Equal(expected.item<float>(), value, 1e-5);
        TensorAssert.Close(leaf.grad!, noiseGradient, 1e-5);
    }

    [Fact]
    public void NoiseGradient_OfAWeightedLoss_IsThatOfAutograd()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(6, 2, PredictionKind.Velocity, new PseudoHuberLossSpec { C = 0.3 }));
        var path = PathCatalog.Paths.Find("linear");
        var (data, time) = (torch.randn(6, 2, generator: generator), torch.rand(6, 1, generator: generator));
        var (noise, matrix) = (torch.randn(6, 2, generator: generator), torch.randn(2, 2, generator: generator));

        var value = loss.Measure(loss.Place(path, time, data, noise).mm(matrix), out var gradient);
        var noiseGradient = gradient.mm(matrix.t()).contiguous();
        loss.ToNoise(noiseGradient);

        var leaf = noise.detach().requires_grad_();
        var error = ((1 - time) * data + time * leaf).mm(matrix) - (leaf - data);
        var expected = ((error.square().sum(1) + 0.09).sqrt() - 0.3).mean();
        expected.backward();
        Assert.Equal(expected.item<float>(), value, 1e-5);
        Assert.Equal(error.square().mean().item<float>(), loss.SquaredError, 1e-5);
        TensorAssert.Close(leaf.grad!, noiseGradient, 1e-5);
    }
}
