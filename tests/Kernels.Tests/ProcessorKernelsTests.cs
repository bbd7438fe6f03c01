using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Kernels.Networks;
using FastOde.Kernels.Networks.UNet;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Kernels.Tests;

/// <summary>Training by kernels against training by the definitions, in the tensor operations that a GPU gets.</summary>
public sealed class ProcessorKernelsTests
{
    private const int Steps = 6;

    /// <summary>Trials that between them use everything that has a form for either.</summary>
    public static TheoryData<string> Trials() => [.. Options.Keys];

    private static readonly SongUNetSpec UNet = new()
    {
        Channels = 8,
        Multipliers = [1, 2],
        Blocks = 1,
        Attention = [2],
        Dropout = 0,
    };

    private static readonly TrialSpec Small = new()
    {
        Data = new() { Name = "two-gaussians" },
        BatchSize = 24,
        Network = new MlpSpec { Hidden = 12 },
        Optimizer = new AdamSpec { LearningRate = 1e-4, EmaDecay = 0.5, ClipNorm = 1 },
    };

    private static readonly Dictionary<string, TrialSpec> Options = new()
    {
        ["independent"] = Small,
        ["fourier"] = Small with { Network = new FourierMlpSpec { Hidden = 12, Frequencies = 4 } },
        ["noise prediction"] = Small with { Path = "variance-preserving", Prediction = PredictionKind.Noise },
        ["kl"] = Small with { Coupling = Learned(new KlPenaltySpec()) with { BetaStart = 1, BetaSteps = 4 } },
        ["sliced-wasserstein, fitted"] = Small with { Coupling = Learned(new KlPenaltySpec(), new SlicedWassersteinPenaltySpec()) with { Prior = PriorKind.Fitted } },
        ["mmd"] = Small with { Coupling = Learned(new MmdPenaltySpec()), Data = new() { Name = "two-moons" } },
        ["moments"] = Small with { Coupling = Learned(new MomentPenaltySpec()) },
        ["critic"] = Small with { Coupling = Learned(new KlPenaltySpec(), new CriticPenaltySpec()), Accumulation = 2 },
        ["u-net, critic"] = Small with { Network = UNet, Coupling = Learned(new KlPenaltySpec(), new CriticPenaltySpec()) },
        ["optimal transport"] = Small with { Coupling = new MinibatchCouplingSpec() },
        ["sinkhorn"] = Small with { Coupling = new MinibatchCouplingSpec { Pairing = TransportSolver.Sinkhorn } },
        ["accumulation"] = Small with { Coupling = Learned(new KlPenaltySpec()), Accumulation = 3, Optimizer = new AdamWSpec { LearningRate = 1e-4, EmaDecay = 0.5, ClipNorm = 1, WeightDecay = 0.1 } },
        ["replicas"] = Small with { Coupling = Learned(new KlPenaltySpec()), Replicas = 2, Optimizer = Small.Optimizer with { WeightDecay = 0.1 } },
        ["u-net"] = Small with { Network = UNet, Coupling = Learned(new KlPenaltySpec()), Data = new() { Name = "images", Flip = true } },
        ["u-net, sinkhorn"] = Small with { Network = UNet, Coupling = new MinibatchCouplingSpec { Pairing = TransportSolver.Sinkhorn } },
        ["u-net, checkpointing"] = Small with { Network = UNet with { Checkpointing = true }, Coupling = Learned(new KlPenaltySpec(), new MomentPenaltySpec()) },
        ["u-net, bf16 with dropout"] = Small with { Network = UNet with { Dropout = 0.2 }, Coupling = Learned(new KlPenaltySpec()), Precision = Precision.BFloat16 },
    };

    public static TheoryData<NetworkSpec, Type> Forms => new()
    {
        { new MlpSpec(), typeof(KernelMlp) },
        { new FourierMlpSpec(), typeof(KernelMlp) },
        { UNet, typeof(KernelUNet) },
        { new AdmUNetSpec { Channels = 64, Multipliers = [1, 2], Blocks = 1, Attention = [2] }, typeof(TensorUNet) },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public void Create_KernelsBesideTheProgram_AreFoundWhereTheySupportTheComputation(NetworkSpec spec, Type expected)
    {
        using var generator = new torch.Generator(1, torch.CPU);
        using var network = Problems.Create(spec, new SampleShape(1, 4, 4), DiagonalNormal.Standard(16), NetworkProblem.VelocityOutputs, generator);
        Assert.IsType(expected, network);
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void Advance_ByKernels_IsTheStepOfTheDefinitions(string trial)
    {
        using var scope = torch.NewDisposeScope();
        using var kernels = Run(Options[trial], ComputeDevice.Cpu);
        using var tensors = Run(Options[trial], ComputeDevice.CpuTensors);
        TensorAssert.Same(kernels.Arena.Values, tensors.Arena.Values);
        for (var step = 1; step <= Steps; step++)
        {
            var (expected, found) = (kernels.Advance(), tensors.Advance());
            Assert.Equal(expected.Method, found.Method, 1e-5 * expected.Method);
            Assert.Equal(expected.WeightedPenalty, found.WeightedPenalty, 1e-5 * expected.Total);
            Near(kernels.Arena.Gradients, tensors.Arena.Gradients);
        }

        Near(kernels.Arena.Values, tensors.Arena.Values);
        Near(kernels.Arena.SecondMoment, tensors.Arena.SecondMoment);
        Near(kernels.Arena.Average!, tensors.Arena.Average!);
        if (kernels.Replicas.First.Coupling.Aggregate is { } aggregate)
        {
            Assert.NotEqual(0, aggregate.State[0]);
            Assert.All(aggregate.State.Zip(tensors.Replicas.First.Coupling.Aggregate!.State), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Theory]
    [InlineData("u-net, bf16 with dropout")]
    [InlineData("sliced-wasserstein, fitted")]
    [InlineData("u-net, critic")]
    public void Restore_TensorRun_GoesOnBitForBit(string trial)
    {
        using var straight = Run(Options[trial], ComputeDevice.CpuTensors);
        using var stopped = Run(Options[trial], ComputeDevice.CpuTensors);
        using var resumed = Run(Options[trial], ComputeDevice.CpuTensors);
        straight.Advance();
        straight.Advance();
        stopped.Advance();
        resumed.Restore(stopped.Capture());
        resumed.Advance();
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());
    }

    [Fact]
    public void Restore_CheckpointOfKernels_GoesOnInTensors()
    {
        using var scope = torch.NewDisposeScope();
        using var kernels = Run(Options["kl"], ComputeDevice.Cpu);
        using var tensors = Run(Options["kl"], ComputeDevice.CpuTensors);
        kernels.Advance();
        tensors.Restore(kernels.Capture());
        var (expected, found) = (kernels.Advance(), tensors.Advance());
        Assert.Equal(expected.Total, found.Total, 1e-5 * expected.Total);
    }

    [Fact]
    public void Restore_DrawsOfAnotherKindOfDevice_AreDrawnAnewFromTheSeed()
    {
        using var run = Run(Small, ComputeDevice.Cpu);
        run.Advance();
        var checkpoint = run.Capture();
        // A GPU's generator has 16 bytes of state.
        var moved = checkpoint with { Tensors = [.. checkpoint.Tensors.Select(tensor => tensor.Name == "generator.draws" ? tensor with { Shape = [16], Data = new byte[16] } : tensor)] };
        Assert.Equal(Resumed(moved), Resumed(moved));
        Assert.NotEqual(Resumed(checkpoint), Resumed(moved));
    }

    [Fact]
    public void VelocityField_ByKernels_IsThatOfTheDefinitions()
    {
        using var scope = torch.NewDisposeScope();
        using var kernels = Run(Options["fourier"], ComputeDevice.Cpu);
        using var tensors = Run(Options["fourier"], ComputeDevice.CpuTensors);
        var points = torch.randn(5, 2, generator: new torch.Generator(1, torch.CPU));
        var time = torch.full(5, 1, 0.4f);
        Near(kernels.VelocityField.Velocity(points, time), tensors.VelocityField.Velocity(points, time));
        var expected = ((IDifferentiableVelocityField)kernels.VelocityField).Differentiate(points, time, [points]);
        var found = ((IDifferentiableVelocityField)tensors.VelocityField).Differentiate(points, time, [points]);
        Near(expected.Velocity, found.Velocity);
        Near(expected.Products[0], found.Products[0]);
    }

    [Theory]
    [InlineData("sliced-wasserstein, fitted")]
    [InlineData("u-net, checkpointing")]
    [InlineData("critic")]
    public void Advance_ManyStepsInTensors_LeavesNoTensorsBehind(string trial)
    {
        using var run = Run(Options[trial], ComputeDevice.CpuTensors);
        run.Advance();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 5; step++)
            run.Advance();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Advance_LossNotFiniteInTensors_LeavesTheWeights()
    {
        using var run = Run(Options["kl"], ComputeDevice.CpuTensors);
        run.Advance();
        using (var last = run.Arena.Views(run.Arena.Values).Last().View)
            last.fill_(float.NaN);
        var before = run.WeightsSha256();
        Assert.False(double.IsFinite(run.Advance().Total));
        Assert.Equal(before, run.WeightsSha256());
    }

    private static string Resumed(Checkpoint checkpoint)
    {
        using var run = Run(Small, ComputeDevice.Cpu);
        run.Restore(checkpoint);
        run.Advance();
        return run.WeightsSha256();
    }

    /// <summary>No element further away than rounding allows, relative to the largest.</summary>
    private static void Near(torch.Tensor expected, torch.Tensor found) =>
        TensorAssert.Close(expected, found, 1e-5 * expected.abs().max().item<float>());

    private static LearnedCouplingSpec Learned(params PenaltySpec[] penalties) => new() { Penalties = penalties, Beta = 3 };

    private static TrainingRun Run(TrialSpec trial, ComputeDevice device) => trial.Network is UNetSpec
        ? new TrainingRun(new(trial, Seed: 3), new ImageTrainingData(Images(), trial.Data.Flip), device)
        : new TrainingRun(new(trial, Seed: 3), device);

    private static ImageDataset Images() => ImageDataset.Create(
        [.. Enumerable.Range(0, 640).Select(i => (byte)(i * 7919 % 256))], [40, 1, 4, 4], new byte[40], classes: 1, torch.CPU);
}
