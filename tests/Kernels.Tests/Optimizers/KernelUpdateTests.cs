using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Kernels.Optimizers;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Kernels.Tests.Optimizers;

/// <summary>The optimizer's arithmetic at every vector width against its definition.</summary>
public sealed class KernelUpdateTests
{
    private const int Count = 107;

    [Theory]
    [InlineData(0, "adam")]
    [InlineData(1, "adam")]
    [InlineData(2, "adamw")]
    public void Step_AnyVectorWidth_GivesWhatTheDefinitionGives(int set, string kind)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        using var arena = Arena(generator);
        using var expected = Arena(generator);
        expected.Values.copy_(arena.Values);
        expected.Average!.copy_(arena.Average!);
        OptimizerSpec spec = kind == "adam" ? new AdamSpec() : new AdamWSpec();
        spec = spec with { WeightDecay = 0.1, ClipNorm = 2, EmaDecay = 0.9 };
        var (found, wanted) = (new AdamOptimizer(spec, arena, new KernelUpdate(KernelSet.All[set])), new AdamOptimizer(spec, expected, new TensorUpdate()));
        for (var step = 1; step <= 50; step++)
        {
            expected.Gradients.copy_(arena.Gradients.normal_(0.1, 1, generator));
            found.Step(step);
            wanted.Step(step);
        }

        TensorAssert.Close(expected.Values, arena.Values, 1e-6);
        TensorAssert.Close(expected.SecondMoment, arena.SecondMoment, 1e-6);
        TensorAssert.Close(expected.Average, arena.Average!, 1e-6);
    }

    private static ParameterArena Arena(torch.Generator generator)
    {
        var arena = new ParameterArena([("velocity", [new ParameterShape("w", [Count], 1)])], withAverage: true);
        arena.Values.normal_(0, 1, generator);
        arena.Average!.copy_(arena.Values);
        return arena;
    }
}
