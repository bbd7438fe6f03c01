using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Optimizers;

/// <summary>Adam over the arena against torch.optim.</summary>
public sealed class AdamOptimizerTests
{
    private const int Count = 107;

    [Theory]
    [InlineData("adam", 0.0)]
    [InlineData("adam", 0.1)]
    [InlineData("adamw", 0.1)]
    [InlineData("adamw", 0.0)]
    public void Step_ManySteps_AgreesWithTorch(string kind, double decay)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        using var arena = Arena(average: false);
        arena.Values.normal_(0, 1, generator);
        var optimizer = new AdamOptimizer(kind == "adam" ? new AdamSpec { WeightDecay = decay } : new AdamWSpec { WeightDecay = decay }, arena);
        var parameter = torch.nn.Parameter(arena.Values.clone());
        using torch.optim.Optimizer expected = kind == "adam"
            ? torch.optim.Adam([parameter], 1e-3, weight_decay: decay)
            : torch.optim.AdamW([parameter], 1e-3, weight_decay: decay);
        for (var step = 1; step <= 200; step++)
        {
            arena.Gradients.normal_(0.1, 1, generator);
            parameter.grad = arena.Gradients.clone();
            optimizer.Step(step);
            expected.step();
        }

        TensorAssert.Close(parameter, arena.Values, 3e-6);
    }

    [Theory]
    [InlineData(1, 0.25e-3)]
    [InlineData(2, 0.5e-3)]
    [InlineData(4, 1e-3)]
    [InlineData(900, 1e-3)]
    public void LearningRate_Warmup_RisesLinearly(int step, double expected)
    {
        using var arena = Arena(average: false);
        Assert.Equal(expected, new AdamOptimizer(new AdamSpec { Warmup = 4 }, arena).LearningRate(step), 1e-12);
    }

    [Fact]
    public void Step_LongGradient_IsClippedToTheNorm()
    {
        using var scope = torch.NewDisposeScope();
        using var clipped = Arena(average: false);
        using var scaled = Arena(average: false);
        clipped.Gradients.fill_(3f);
        scaled.Gradients.fill_(0.5f / Math.Sqrt(Count));
        new AdamOptimizer(new AdamSpec { ClipNorm = 0.5 }, clipped).Step(1);
        new AdamOptimizer(new AdamSpec(), scaled).Step(1);
        TensorAssert.Close(scaled.FirstMoment, clipped.FirstMoment, 1e-7);
        TensorAssert.Close(scaled.SecondMoment, clipped.SecondMoment, 1e-9);
    }

    [Fact]
    public void Step_ShortGradient_IsNotClipped()
    {
        using var arena = Arena(average: false);
        arena.Gradients.fill_(1e-3f);
        new AdamOptimizer(new AdamSpec { ClipNorm = 0.5 }, arena).Step(1);
        Assert.Equal(1e-4f, arena.FirstMoment[0].item<float>(), 1e-9f);
    }

    [Fact]
    public void Step_EmaDecay_MovesTheAverage()
    {
        using var scope = torch.NewDisposeScope();
        using var arena = Arena(average: true);
        arena.Average!.fill_(1f);
        arena.Gradients.fill_(1f);
        new AdamOptimizer(new AdamSpec { EmaDecay = 0.9 }, arena).Step(1);
        TensorAssert.Close(0.9 + 0.1 * arena.Values, arena.Average, 1e-7);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(1.0)]
    public void Step_EmaHalfLife_LeavesWhatTheClosedFormSays(double rampUp)
    {
        const double halfLife = 7.5;
        const int steps = 200;
        using var scope = torch.NewDisposeScope();
        using var arena = Arena(average: true);
        arena.Average!.fill_(1f);
        var optimizer = new AdamOptimizer(new AdamSpec { EmaHalfLife = halfLife, EmaRampUp = rampUp }, arena);
        for (var step = 1; step <= steps; step++)
            optimizer.Step(step);

        // The weights stay 0, so what is left of the average's beginning is ½ to the sum of 1 / half-life at each step.
        var halvings = Enumerable.Range(1, steps).Sum(step => 1 / (rampUp > 0 ? Math.Min(halfLife, rampUp * step) : halfLife));
        Assert.Equal(halvings, -Math.Log2(arena.Average[0].item<float>()), halvings * 1e-5);
    }

    [Fact]
    public void AverageShare_AtTheHalfLifeWithoutRampUp_HalvesInThatManySteps()
    {
        using var arena = Arena(average: true);
        var optimizer = new AdamOptimizer(new AdamSpec { EmaHalfLife = 500, EmaRampUp = 0 }, arena);
        Assert.Equal(0.5, Math.Pow(1 - optimizer.AverageShare(1), 500), 1e-12);
    }

    private static ParameterArena Arena(bool average) => new([("velocity", [new ParameterShape("w", [Count], 1)])], average);
}
