using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>Products with the Jacobian against the gradient at the points that training uses.</summary>
public sealed class NetworkDifferentiationTests
{
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Differentiate_Mlp_GivesTheGradientsOfTraining(bool fourier)
    {
        using var network = Mlp(fourier ? new FourierMlpSpec { Hidden = 20 } : new MlpSpec { Hidden = 20 });
        AssertTrainingGradients(network, batch: 150, dimension: 2);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.3, false)]
    [InlineData(0, true)]
    public void Differentiate_UNet_GivesTheGradientsOfTrainingWithoutDropout(double dropout, bool attends)
    {
        using var generator = new torch.Generator(3, torch.CPU);
        var shape = attends ? SmallUNet.Shape : SmallUNet.With(SmallUNet.Spec with { Attention = [] });
        using var still = SmallUNet.Create(shape, generator);
        using var network = SmallUNet.Create(shape with { Spec = shape.Spec with { Dropout = dropout } }, generator);
        // More than are differentiated together, and a rest.
        AssertTrainingGradients(network, still, batch: 37, dimension: 64);
    }

    [Fact]
    public void Differentiate_UNetBetweenForwardAndBackward_LeavesTheGradientsOfTraining()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = SmallUNet.Create(SmallUNet.Shape, generator);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        var block = arena.Block("velocity");
        arena.Values.uniform_(-0.5, 0.5, generator);
        var (points, other, time) = (torch.randn(3, 64, generator: generator), torch.randn(7, 64, generator: generator), torch.full(7, 1, 0.3f));
        torch.Tensor Gradients(bool interrupted)
        {
            network.Forward(block, points, time.narrow(0, 0, 3));
            if (interrupted)
                network.Differentiate(block, other, time, averaged: false, [other.cos()]);
            network.Backward(block, points.sin(), null);
            return arena.Gradients.clone();
        }

        TensorAssert.Same(Gradients(false), Gradients(true));
    }

    private static Network Mlp(NetworkSpec spec)
    {
        using var undrawn = new torch.Generator(0, torch.CPU);
        return Problems.Create(spec, SampleShape.Points(2), Prior, NetworkProblem.VelocityOutputs, undrawn);
    }

    private static void AssertTrainingGradients(Network network, int batch, int dimension) =>
        AssertTrainingGradients(network, network, batch, dimension);

    private static void AssertTrainingGradients(Network network, Network training, int batch, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11, torch.CPU);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: true);
        var block = arena.Block("velocity");
        arena.Values.uniform_(-0.5, 0.5, generator);
        arena.Average!.copy_(arena.Values).mul_(0.5);
        var points = torch.randn(batch, dimension, generator: generator);
        var time = torch.rand(batch, 1, generator: generator);
        torch.Tensor[] cotangents = [torch.randn(batch, dimension, generator: generator), torch.ones(batch, dimension)];

        var (output, products) = network.Differentiate(block, points, time, averaged: false, cotangents);
        var averaged = network.Differentiate(block, points, time, averaged: true, cotangents);

        Assert.Equal(0, arena.Gradients.count_nonzero().item<long>());
        TensorAssert.Close(network.Evaluate(block, points, time, averaged: false), output, 1e-6);
        TensorAssert.Close(network.Evaluate(block, points, time, averaged: true), averaged.Output, 1e-6);
        for (var i = 0; i < cotangents.Length; i++)
        {
            var expected = torch.zeros(batch, dimension);
            training.Forward(block, points, time);
            training.Backward(block, cotangents[i], expected);
            Assert.InRange(expected.abs().max().item<float>(), 0.01, 100);
            TensorAssert.Close(expected, products[i], 1e-5);
            TensorAssert.NotSame(expected, averaged.Products[i]);
        }
    }
}
