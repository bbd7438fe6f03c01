using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
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
        using var loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(6, 2, prediction));
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
}
