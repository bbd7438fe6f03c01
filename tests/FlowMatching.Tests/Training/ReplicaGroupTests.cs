using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>A batch in parts, one after the other or shared among replicas, against the batch in one piece.</summary>
public sealed class ReplicaGroupTests
{
    private static readonly LearnedCouplingSpec Learned = new() { Beta = 2 };

    /// <summary>Networks, coupling, parts a replica, replicas.</summary>
    public static TheoryData<string, CouplingSpec, int, int> Splits() => new()
    {
        { "mlp", Learned, 4, 1 },
        { "mlp", new IndependentCouplingSpec(), 12, 1 },
        { "mlp", new MinibatchCouplingSpec(), 4, 1 },
        { "u-net", Learned, 3, 1 },
        { "mlp", Learned, 1, 2 },
        { "mlp", new MinibatchCouplingSpec(), 1, 3 },
        { "mlp", Learned, 2, 3 },
        { "u-net", Learned, 1, 2 },
    };

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void Advance_BatchInParts_IsTheJoinedBatchUpToRounding(string network, CouplingSpec coupling, int accumulation, int replicas)
    {
        using var scope = torch.NewDisposeScope();
        var options = Options(network, coupling);
        using var joined = Run(network, options);
        using var split = Run(network, options with { Accumulation = accumulation, Replicas = replicas });
        for (var step = 1; step <= 8; step++)
        {
            var (expected, found) = (joined.Advance(), split.Advance());
            Assert.Equal(expected.Method, found.Method, 1e-5 * expected.Method);
            Assert.Equal(expected.WeightedPenalty, found.WeightedPenalty, 1e-5 * expected.Total);
            var scale = joined.Arena.Gradients.abs().max().item<float>();
            TensorAssert.Close(joined.Arena.Gradients, split.Arena.Gradients, 2e-5 * scale);
        }

        TensorAssert.Close(joined.Arena.Values, split.Arena.Values, 1e-4);
        TensorAssert.Close(joined.Arena.Average!, split.Arena.Average!, 1e-4);
        Assert.Equal(joined.Meter.Sums[^1], split.Meter.Sums[^1], 1e-5 * joined.Meter.Sums[0]);
    }

    [Fact]
    public void Advance_SeveralReplicas_KeepTheSameParameters()
    {
        using var run = Run("mlp", Options("mlp", Learned) with { Replicas = 3 });
        for (var step = 0; step < 5; step++)
            run.Advance();
        foreach (var replica in run.Replicas.All)
        {
            TensorAssert.Same(run.Arena.Values, replica.Networks.Arena.Values);
            TensorAssert.Same(run.Arena.SecondMoment, replica.Networks.Arena.SecondMoment);
            TensorAssert.Same(run.Arena.Average!, replica.Networks.Arena.Average!);
        }
    }

    [Fact]
    public void Advance_DropoutInReplicas_RepeatsBitForBitAndResumes()
    {
        var options = Options("u-net", Learned) with { Replicas = 2 };
        options = options with { Network = (SongUNetSpec)options.Network with { Dropout = 0.3 } };
        using var straight = Run("u-net", options);
        for (var step = 0; step < 4; step++)
            straight.Advance();
        using var stopped = Run("u-net", options);
        stopped.Advance();
        stopped.Advance();
        using var resumed = Run("u-net", options);
        resumed.Restore(stopped.Capture());
        resumed.Advance();
        resumed.Advance();
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());
        using var other = Run("u-net", options with { Network = (SongUNetSpec)options.Network with { Dropout = 0 } });
        for (var step = 0; step < 4; step++)
            other.Advance();
        Assert.NotEqual(straight.WeightsSha256(), other.WeightsSha256());
    }

    [Fact]
    public void Advance_LossNotFiniteInOneReplica_LeavesTheWeightsOfAll()
    {
        using var run = Run("mlp", Options("mlp", Learned) with { Replicas = 2 });
        run.Advance();
        var second = run.Replicas.All[1].Networks.Arena;
        second.Values.fill_(float.NaN);
        var before = run.WeightsSha256();
        Assert.False(double.IsFinite(run.Advance().Total));
        Assert.Equal(before, run.WeightsSha256());
    }

    [Fact]
    public void Advance_ManySteps_LeavesNoTensorsBehindOnAnyThread()
    {
        using var run = Run("u-net", Options("u-net", Learned) with { Replicas = 2, Accumulation = 2 });
        run.Advance();
        var before = Live(run);
        for (var step = 0; step < 10; step++)
            run.Advance();
        Assert.Equal(before, Live(run));
    }

    [Fact]
    public void Dispose_SeveralReplicas_EndsTheirThreads()
    {
        var run = Run("mlp", Options("mlp", Learned) with { Replicas = 2 });
        run.Advance();
        var threads = run.Replicas.Threads;
        Assert.Equal([true, true], threads.Select(thread => thread.IsAlive));
        run.Dispose();
        Assert.Equal([false, false], threads.Select(thread => thread.IsAlive));
    }

    [Fact]
    public async Task Run_FunctionThatThrows_HandsTheExceptionOver()
    {
        using var thread = new ReplicaThread("test", torchThreads: 1);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => thread.Run<int>(() => throw new InvalidOperationException("broken")));
        Assert.Equal("broken", error.Message);
        Assert.Equal(1, await thread.Run(() => torch.get_num_threads()));
    }

    private static long[] Live(TrainingRun run) =>
    [
        DisposeScopeManager.Statistics.ThreadTotalLiveCount,
        .. run.Replicas.Threads.Select(thread => thread.Run(() => DisposeScopeManager.Statistics.ThreadTotalLiveCount).Result),
    ];

    private static TrainingRun Run(string network, TrialSpec options) =>
        network == "mlp" ? new TrainingRun(new(options, Seed: 5)) : new TrainingRun(new(options, Seed: 5), new ImageTrainingData(Images(), flip: true));

    private static TrialSpec Options(string network, CouplingSpec coupling) => new()
    {
        Data = new() { Name = "two-moons" },
        BatchSize = 24,
        Coupling = coupling,
        Network = network == "mlp"
            ? new MlpSpec { Hidden = 12 }
            : new SongUNetSpec { Channels = 8, Multipliers = [1, 2], Blocks = 1, Attention = [2], Dropout = 0 },
        Optimizer = new AdamSpec { LearningRate = 1e-4, EmaDecay = 0.5, ClipNorm = 1 },
    };

    private static ImageDataset Images() => ImageDataset.Create(
        [.. Enumerable.Range(0, 640).Select(i => (byte)(i * 7919 % 256))], [40, 1, 4, 4], new byte[40], classes: 1, torch.CPU);
}
