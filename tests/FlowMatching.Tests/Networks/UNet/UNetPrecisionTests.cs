using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>U-Nets that compute in bfloat16 on parameters in single precision.</summary>
public sealed class UNetPrecisionTests
{
    public static TheoryData<UNetShape> Shapes() =>
    [
        SmallUNet.Shape,
        SmallUNet.Shape with { Spec = SmallUNet.Spec with { Embedding = TimeEmbeddingKind.Fourier, Contracting = ContractingKind.Residual, ResampleFilter = [1, 3, 3, 1] } },
        SmallUNet.Shape with { Spec = new AdmUNetSpec { Channels = 64, Multipliers = [1, 2], Blocks = 1, Dropout = 0 } with { Attention = [] } },
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_InBFloat16_AgreesWithSinglePrecisionToItsRounding(UNetShape shape)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var exact = SmallUNet.Create(shape, generator);
        using var rounded = SmallUNet.Create(shape, generator, Precision.BFloat16);
        using var arena = new ParameterArena([("velocity", exact.Shapes)], withAverage: false);
        arena.Blocks[0].Initialize(generator);
        arena.Values.add_(torch.randn(arena.Count, generator: generator) * 0.1);
        var (points, time) = (torch.randn(6, 64, generator: generator), torch.rand(6, 1, generator: generator));
        var outputGradient = torch.randn(6, 64, generator: generator);
        var expected = Differentiate(exact, arena, points, time, outputGradient);
        var found = Differentiate(rounded, arena, points, time, outputGradient);
        foreach (var (want, have) in expected.Zip(found))
        {
            Assert.Equal(torch.float32, have.dtype);
            var error = ((have - want).norm() / want.norm()).item<float>();
            Assert.InRange(error, 1e-4, 0.05);
        }
    }

    [Fact]
    public void Evaluate_InBFloat16_TellsNearbyTimesApart()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        using var network = SmallUNet.Create(SmallUNet.Shape with { Spec = SmallUNet.Spec with { Embedding = TimeEmbeddingKind.Fourier } }, generator, Precision.BFloat16);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        arena.Values.normal_(0, 0.3, generator);
        var points = torch.randn(1, 64, generator: generator).expand(2, 64).contiguous();

        // Both times round to the same bfloat16.
        var output = network.Evaluate(arena.Blocks[0], points, torch.tensor([0.5f, 0.501f]).view(2, 1), averaged: false);
        TensorAssert.NotSame(output[0], output[1]);
    }

    [Fact]
    public void Step_SmallerThanARounding_IsNotLost()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        using var network = SmallUNet.Create(SmallUNet.Shape, generator, Precision.BFloat16);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        arena.Values.normal_(0, 0.3, generator);
        var before = arena.Values.clone();
        Differentiate(network, arena, torch.randn(2, 64, generator: generator), torch.rand(2, 1, generator: generator), torch.ones(2, 64));
        new AdamOptimizer(new AdamSpec { LearningRate = 1e-6 }, arena).Step(1);
        var moved = arena.Values.ne(before).to(torch.float32).mean().item<float>();
        Assert.InRange(moved, 0.9, 1);
        TensorAssert.Close(before, arena.Values, 2e-6);
    }

    private static torch.Tensor[] Differentiate(Network network, ParameterArena arena, torch.Tensor points, torch.Tensor time, torch.Tensor outputGradient)
    {
        var output = network.Forward(arena.Blocks[0], points, time).clone();
        var pointGradient = torch.zeros_like(points);
        network.Backward(arena.Blocks[0], outputGradient, pointGradient);
        return [output, arena.Gradients.clone(), pointGradient];
    }
}
