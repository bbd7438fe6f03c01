using System.Diagnostics;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Training;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Couplings;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>Where a training step of the two-Gaussian example spends its time: the best of many repetitions of each stage.</summary>
internal sealed unsafe class Stages : IDisposable
{
    private const int Batch = 512;
    private const int Hidden = 100;
    private const int Many = 600;
    private const int Few = 40;
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    private readonly Network velocity = Mlp(2);
    private readonly torch.Generator generator = new(1, torch.CPU);
    private readonly PointTrainingData source = new(new TwoGaussians(), 0);
    private readonly DataOrder order = new(200_000, 1);
    private readonly int[] picked = new int[Batch];
    private readonly IVelocityLoss loss = ComputeDevice.Cpu.Create(new VelocityLossComputation(Batch, 2, PredictionKind.Velocity, new SquaredLossSpec()));
    private readonly LinearPath path = new();
    private readonly torch.Tensor data = torch.zeros(Batch, 2);
    private readonly torch.Tensor time = torch.zeros(Batch, 1);
    private readonly torch.Tensor pointGradient = torch.zeros(Batch, 2);
    private readonly AlignedBuffer activations = new(Hidden * Batch);
    private readonly AlignedBuffer gradients = new(Hidden * Batch);
    private readonly AlignedBuffer weights = new(Hidden * (Hidden + 1));
    private readonly AlignedBuffer keys = new(2L * Batch * SortingNetwork.Columns);

    private static PenaltyProblem Penalty => new(new(), SampleShape.Points(2), Prior, ComputeDevice.Cpu);

    private static CouplingProblem Coupling => new(SampleShape.Points(2), Prior, ComputeDevice.Cpu);

    /// <summary>Prints a line a stage.</summary>
    public void Run()
    {
        var encoder = Mlp(4);
        var mmdEncoder = Mlp(4);
        var slicedEncoder = Mlp(4);
        using var arena = new ParameterArena([("velocity", velocity.Shapes), ("encoder", encoder.Shapes)], withAverage: false);
        var (velocityBlock, encoderBlock) = (arena.Block("velocity"), arena.Block("encoder"));
        velocityBlock.Initialize(generator);
        encoderBlock.Initialize(generator);
        using var learned = ComputeDevice.Cpu.Create(new ForwardProcessComputation(encoder, encoderBlock, [new KlPenalty(new(), Penalty)]));
        using var sliced = ComputeDevice.Cpu.Create(new ForwardProcessComputation(slicedEncoder, encoderBlock, [new SlicedWassersteinPenalty(new(), Penalty)]));
        using var mmd = ComputeDevice.Cpu.Create(new ForwardProcessComputation(mmdEncoder, encoderBlock, [new MmdPenalty(new(), Penalty)]));
        using var exact = new MinibatchOptimalTransport(new(), Coupling);
        using var sinkhorn = new MinibatchOptimalTransport(new() { Pairing = TransportSolver.Sinkhorn }, Coupling);
        var adam = new AdamOptimizer(new AdamSpec(), arena);
        Fill(activations, Hidden * Batch);
        Fill(gradients, Hidden * Batch);
        Fill(weights, Hidden * (Hidden + 1));

        Measure("pick a batch", () =>
        {
            order.Next(picked);
            source.Fill(picked, data, generator);
        });
        Measure("draw times", () => time.uniform_(0, 1, generator));
        Measure("encoder forward", () => encoder.Forward(encoderBlock, data, time));
        Measure("draw noise, kl", () => learned.Draw(data, generator));
        Measure("draw noise, sliced-wasserstein", () => sliced.Draw(data, generator));
        Measure("draw noise, mmd", () => mmd.Draw(data, generator), Few);
        var few = data.narrow(0, 0, 64).contiguous();
        Measure("draw noise, exact transport of 64", () => exact.Draw(few, generator), Few);
        Measure("draw noise, exact transport", () => exact.Draw(data, generator), Few);
        Measure("draw noise, sinkhorn of 64", () => sinkhorn.Draw(few, generator), Few);
        Measure("draw noise, sinkhorn", () => sinkhorn.Draw(data, generator), Few);
        var noise = learned.Draw(data, generator);
        Measure("place on the path", () => loss.Place(path, time, data, noise));
        Measure("velocity forward", () => velocity.Forward(velocityBlock, data, time));
        var gradient = pointGradient;
        var prediction = velocity.Forward(velocityBlock, data, time);
        Measure("loss", () => loss.Measure(prediction, out gradient));
        Measure("velocity backward", () => velocity.Backward(velocityBlock, gradient, pointGradient));
        Measure("coupling backward", () => learned.Backward(pointGradient));
        Measure("adam", () => adam.Step(1));
        var kernels = KernelSet.Best;
        Measure("kernel: 100x100 forward", () => EachPanel(panel => kernels.Linear(Hidden, Hidden, weights.Start, null, activations.Start + panel, gradients.Start + panel)));
        Measure("kernel: 100x100 and tanh", () => EachPanel(panel => kernels.Tanh(Hidden, Hidden, weights.Start, weights.Start, activations.Start + panel, gradients.Start + panel)));
        Measure("kernel: 100x100 weight gradient", () => kernels.WeightGradient(Hidden, Hidden, Panels.Count(Batch), gradients.Start, activations.Start, weights.Start, weights.Start + Hidden * Hidden));
        Measure("kernel: sort 512 x 8", () => SortingNetwork.Sort((long*)keys.Start, Batch));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var resource in new IDisposable[] { velocity, generator, source, order, loss, data, time, pointGradient, activations, gradients, weights, keys })
            resource.Dispose();
    }

    private static Network Mlp(int outputs) => ComputeDevice.Cpu.Create(new MlpComputation(new MlpLayout(new MlpSpec(), Prior, outputs), new torch.Generator(0, torch.CPU)));

    private static void EachPanel(Action<nint> act)
    {
        for (var panel = 0; panel < Panels.Count(Batch); panel++)
            act((nint)panel * Hidden * Panels.Width);
    }

    private static void Measure(string stage, Action act, int repetitions = Many)
    {
        var best = TimeSpan.MaxValue;
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            using var scope = torch.NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 5; i++)
                act();
            var elapsed = Stopwatch.GetElapsedTime(start) / 5;
            best = elapsed < best ? elapsed : best;
        }

        Console.WriteLine(FormattableString.Invariant($"{stage,-34}{best.TotalMicroseconds,8:F1} us"));
    }

    private void Fill(AlignedBuffer buffer, int count)
    {
        using var values = torch.randn(count, generator: generator);
        values.data<float>().CopyTo(new Span<float>(buffer.Start, count));
    }
}
