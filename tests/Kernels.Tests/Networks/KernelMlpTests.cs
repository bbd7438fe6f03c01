using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.Networks;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Kernels.Networks;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.Kernels.Tests.Networks;

/// <summary>The fused network against the same network in plain tensor operations.</summary>
public sealed class KernelMlpTests
{
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    public static TheoryData<int, int, int, int> Shapes()
    {
        var data = new TheoryData<int, int, int, int>();
        for (var set = 0; set < KernelSet.All.Count; set++)
        {
            data.Add(set, 512, 100, 2);
            data.Add(set, 100, 37, 1);
            data.Add(set, 1, 5, 3);
        }

        return data;
    }

    [Theory]
    [InlineData(2, 10_702)]
    [InlineData(4, 10_904)]
    public void Shapes_OfThePublishedExample_HaveItsParameterCount(int outputs, long expected)
    {
        using var network = Create(new MlpSpec(), outputs);
        Assert.Equal(expected, network.Shapes.Sum(shape => shape.Count));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_PlainMlp_AgreesWithAutograd(int set, int batch, int hidden, int layers)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7, torch.CPU);
        using var network = Create(new MlpSpec { Hidden = hidden, Layers = layers }, set: set);
        using var arena = new ParameterArena([("encoder", [new ParameterShape("w", [3], 3)]), ("velocity", network.Shapes)], withAverage: false);
        var block = arena.Block("velocity");
        block.Initialize(generator);
        var points = torch.randn(batch, 2, generator: generator) * 3;
        var time = torch.rand(batch, 1, generator: generator);
        var outputGradient = torch.randn(batch, 2, generator: generator);
        var pointGradient = torch.zeros(batch, 2);

        var output = network.Forward(block, points, time);
        network.Backward(block, outputGradient, pointGradient);

        var leaves = ReferenceNetwork.Leaves(arena, "velocity");
        var leafPoints = points.to(torch.float64).requires_grad_();
        var expected = ReferenceNetwork.Forward(leaves, torch.cat([leafPoints, time.to(torch.float64)], 1));
        expected.backward([outputGradient.to(torch.float64)]);
        var gradients = ReferenceNetwork.Gradients(leaves);
        TensorAssert.Close(expected, output, 2e-6);
        TensorAssert.Close(leafPoints.grad!, pointGradient, 1e-5);
        TensorAssert.Close(gradients, arena.Gradients[3..], 1e-5 * Math.Max(1, gradients.abs().max().item<float>()));
        Assert.Equal(0, arena.Gradients[..3].abs().sum().item<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Backward_FourierFeatures_AgreesWithFiniteDifferences(int set)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11, torch.CPU);
        var options = new FourierMlpSpec { Hidden = 24, Frequencies = 5, Scale = 0.3 };
        using var network = Create(options, set: set);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        var block = arena.Block("velocity");
        block.Initialize(generator);
        var points = torch.randn(70, 2, generator: generator);
        var time = torch.rand(70, 1, generator: generator);
        var weights = torch.randn(70, 2, generator: generator);
        var pointGradient = torch.zeros(70, 2);
        network.Forward(block, points, time);
        network.Backward(block, weights, pointGradient);

        var move = torch.randn(70, 2, generator: generator);
        const double step = 1e-2;
        var ahead = (network.Evaluate(block, points + step * move, time, averaged: false) * weights).sum();
        var behind = (network.Evaluate(block, points - step * move, time, averaged: false) * weights).sum();
        var slope = ((ahead - behind) / (2 * step)).item<float>();
        Assert.Equal(slope, (pointGradient * move).sum().item<float>(), 0.01 * Math.Abs(slope) + 0.01);
        Assert.Equal(3 + 2 * 5, network.Shapes[0].Sizes[1]);
    }

    [Fact]
    public void Evaluate_AnyBatch_GivesWhatForwardGives()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = Create(new FourierMlpSpec());
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: true);
        var block = arena.Block("velocity");
        block.Initialize(generator);
        var points = torch.randn(130, 2, generator: generator);
        var time = torch.rand(130, 1, generator: generator);
        var expected = network.Forward(block, points, time);
        TensorAssert.Same(expected, network.Evaluate(block, points, time, averaged: false));
        TensorAssert.NotSame(expected, network.Evaluate(block, points, time, averaged: true));
    }

    [Fact]
    public void KernelSets_SameInput_AgreeToRounding()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        var outputs = new List<torch.Tensor>();
        var points = torch.randn(512, 2, generator: generator);
        var time = torch.rand(512, 1, generator: generator);
        for (var set = 0; set < KernelSet.All.Count; set++)
        {
            using var network = Create(new MlpSpec(), set: set);
            using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
            using var initial = new torch.Generator(6, torch.CPU);
            arena.Block("velocity").Initialize(initial);
            outputs.Add(network.Evaluate(arena.Block("velocity"), points, time, averaged: false));
        }

        Assert.All(outputs, output => TensorAssert.Close(outputs[0], output, 1e-6));
    }

    private static KernelMlp Create(LayeredNetworkSpec spec, int outputs = 2, int set = 0) =>
        new(new MlpLayout(spec, Prior, outputs), KernelSet.All[set]);
}
