using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>
/// Data N(0, 1) with the encoder noise = a·data + b·ε has a joint optimum in closed form: velocity loss b·atan2(b, a)
/// plus β·½(a² + b² - 1 - 2 ln b). Training velocity and encoder together must find it.
/// </summary>
public sealed class LinearEncoderOptimumTests(ITestOutputHelper output)
{
    private const int Batch = 1024;

    [Theory]
    [InlineData(1, 0.520135, 0.541520, 0.436215, 0.395267)]
    [InlineData(10, 0.098869, 0.924577, 1.353827, 0.010728)]
    public void Training_LinearEncoder_FindsTheClosedFormOptimum(double beta, double a, double b, double velocityLoss, double kl)
    {
        const int steps = 12_000;
        var prior = DiagonalNormal.Standard(1);
        using var undrawn = new torch.Generator(0, torch.CPU);
        using var velocity = Problems.Create(new MlpSpec { Hidden = 16 }, SampleShape.Points(1), prior, NetworkProblem.VelocityOutputs, undrawn);
        var encoder = new LinearEncoder();
        using var arena = new ParameterArena([("velocity", velocity.Shapes), ("encoder", encoder.Shapes)], withAverage: true);
        using var generator = new torch.Generator(12, torch.CPU);
        arena.Block("velocity").Initialize(generator);
        using var coupling = ComputeDevice.Cpu.Create(new ForwardProcessComputation(encoder, arena.Block("encoder"), [new KlPenalty(new(), Problems.Penalty(prior, beta))]));
        using var loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(Batch, 1, PredictionKind.Velocity, new SquaredLossSpec()));
        var path = new LinearPath();
        using var scope = torch.NewDisposeScope();
        var (data, time, pointGradient) = (torch.zeros(Batch, 1), torch.zeros(Batch, 1), torch.zeros(Batch, 1));
        var (sumLoss, sumPenalty, measured) = (0.0, 0.0, 0);
        for (var step = 1; step <= steps; step++)
        {
            var rate = 3e-3 * Math.Min(1, 2 * (1 - (step - 1.0) / steps));
            var optimizer = new AdamOptimizer(new AdamSpec { LearningRate = rate, EmaDecay = 0.999 }, arena);
            data.normal_(0, 1, generator);
            time.uniform_(0, 1, generator);
            var points = loss.Place(path, time, data, coupling.Draw(data, generator));
            var value = loss.Measure(velocity.Forward(arena.Block("velocity"), points, time), out var gradient);
            velocity.Backward(arena.Block("velocity"), gradient, pointGradient);
            loss.ToNoise(pointGradient);
            coupling.Backward(pointGradient);
            optimizer.Step(step);
            if (step > steps * 3 / 4)
                (sumLoss, sumPenalty, measured) = (sumLoss + value, sumPenalty + coupling.Penalties[0], measured + 1);
        }

        var found = arena.Average![^2..].data<float>().ToArray();
        var (foundA, foundB) = (found[0], Math.Exp(found[1] / 2));
        output.WriteLine($"a {foundA} b {foundB} velocity loss {sumLoss / measured} KL {sumPenalty / measured}");
        Assert.Equal(a, foundA, 0.02 * a);
        Assert.Equal(b, foundB, 0.02 * b);
        Assert.Equal(velocityLoss + beta * kl, sumLoss / measured + beta * sumPenalty / measured, 0.02 * (velocityLoss + beta * kl));
        Assert.Equal(velocityLoss, sumLoss / measured, 0.02 * velocityLoss);
    }
}
