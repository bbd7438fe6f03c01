using System.Diagnostics;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Couplings;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>One training step of image networks as a trial makes it, on a batch of 64 random images.</summary>
internal sealed class UNetStep : IDisposable
{
    /// <summary>Images of a step.</summary>
    public const int Batch = 64;

    private readonly torch.Generator generator = new(1, torch.CPU);
    private readonly Network velocity;
    private readonly ParameterArena arena;
    private readonly ParameterBlock velocityBlock;
    private readonly Coupling coupling;
    private readonly AdamOptimizer adam;
    private readonly IVelocityLoss loss;
    private readonly LinearPath path = new();
    private readonly torch.Tensor data;
    private readonly torch.Tensor time = torch.zeros(Batch, 1);
    private readonly torch.Tensor pointGradient;
    private int step;

    /// <summary>Prepares the networks.</summary>
    /// <param name="configuration">Velocity network and encoder.</param>
    /// <param name="learned">Whether the coupling is learned; otherwise independent.</param>
    /// <param name="critic">Whether a learned coupling has a critic beside the KL.</param>
    public UNetStep(UNetConfiguration configuration, bool learned, bool critic)
    {
        var images = new SampleShape(configuration.Velocity.InputChannels, configuration.Velocity.Resolution, configuration.Velocity.Resolution);
        var dimension = images.Dimension;
        var prior = DiagonalNormal.Standard(dimension);
        velocity = ComputeDevice.Cpu.Create(new UNetComputation(new UNetModel(configuration.Velocity), generator));
        var encoder = learned ? ComputeDevice.Cpu.Create(new UNetComputation(new UNetModel(configuration.Encoder), generator)) : null;
        (string, IReadOnlyList<ParameterShape>)[] networks =
            encoder is null ? [("velocity", velocity.Shapes)] : [("velocity", velocity.Shapes), ("encoder", encoder.Shapes)];
        arena = new ParameterArena(networks, withAverage: true);
        foreach (var block in arena.Blocks)
            block.Initialize(generator);
        velocityBlock = arena.Block("velocity");
        coupling = encoder is null
            ? new IndependentCoupling(prior)
            : ComputeDevice.Cpu.Create<Coupling>(
                new LearnedCouplingSpec { Penalties = critic ? [new KlPenaltySpec(), new CriticPenaltySpec { Weight = 10 }] : [new KlPenaltySpec()] },
                new CouplingProblem(images, prior, ComputeDevice.Cpu, encoder, arena.Block("encoder")));
        coupling.Critic?.Initialize(generator);
        adam = new AdamOptimizer(new AdamSpec { LearningRate = 1e-3, EmaDecay = 0.9999 }, arena);
        loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(Batch, dimension, PredictionKind.Velocity, new SquaredLossSpec()));
        data = torch.rand(Batch, dimension, generator: generator) * 2 - 1;
        pointGradient = torch.zeros(Batch, dimension);
    }

    /// <summary>Makes the asked steps.</summary>
    /// <returns>Seconds of each, sorted.</returns>
    public IReadOnlyList<double> Run(int steps)
    {
        var seconds = new List<double>();
        for (var i = 0; i < steps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Advance();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        seconds.Sort();
        return seconds;
    }

    /// <summary>Seconds that one evaluation of the velocity of <paramref name="images"/> images takes, sorted.</summary>
    public IReadOnlyList<double> Evaluate(int images, int repeats)
    {
        var seconds = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            using var scope = torch.NewDisposeScope();
            var points = torch.randn(images, data.shape[1], generator: generator);
            var start = Stopwatch.GetTimestamp();
            velocity.Evaluate(velocityBlock, points, torch.full(images, 1, 0.5f), averaged: true);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        seconds.Sort();
        return seconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var resource in new IDisposable[] { velocity, coupling, arena, loss, generator, data, time, pointGradient })
            resource.Dispose();
    }

    private void Advance()
    {
        using var scope = torch.NewDisposeScope();
        step++;
        time.uniform_(0, 1, generator);
        coupling.BeginStep(step, []);
        var noise = coupling.Draw(data, generator);
        var prediction = velocity.Forward(velocityBlock, loss.Place(path, time, data, noise), time);
        loss.Measure(prediction, out var gradient);
        velocity.Backward(velocityBlock, gradient, coupling.NeedsNoiseGradient ? pointGradient : null);
        if (coupling.NeedsNoiseGradient)
        {
            loss.ToNoise(pointGradient);
            coupling.Backward(pointGradient);
        }

        adam.Step(step);
        coupling.Critic?.Update(step);
    }
}
