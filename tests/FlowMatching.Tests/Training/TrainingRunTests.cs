using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>One trial's state and step.</summary>
public sealed class TrainingRunTests
{
    [Theory]
    [InlineData(CouplingKind.Independent, 10_702)]
    [InlineData(CouplingKind.Learned, 21_606)]
    public void ParameterCount_PublishedExample_IsThatOfItsNetworks(CouplingKind kind, int expected)
    {
        using var run = new TrainingRun(new TrainingOptions { Coupling = new CouplingOptions { Kind = kind } });
        Assert.Equal(expected, run.ParameterCount);
    }

    [Fact]
    public void Advance_TenThousandSteps_LeavesNoTensorsBehind()
    {
        using var run = new TrainingRun(Small);
        for (var i = 0; i < 10; i++)
            run.Advance();
        DisposeScopeManager.Statistics.Reset();
        while (run.Step < 10_010)
            run.Advance();
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(DisposeScopeManager.Statistics.TensorStatistics.CreatedInScopeCount, 10_000, long.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Advance_WithACritic_LeavesNoTensorsBehind(int accumulation)
    {
        using var run = new TrainingRun(Small with
        {
            Accumulation = accumulation,
            Coupling = new CouplingOptions { Kind = CouplingKind.Learned, Penalties = [PenaltyKind.Kl, PenaltyKind.Critic] },
        });
        for (var i = 0; i < 3; i++)
            run.Advance();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
            run.Advance();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Advance_SameSeed_GivesTheSameWeights()
    {
        Assert.Equal(Weights(Small), Weights(Small));
        Assert.NotEqual(Weights(Small), Weights(Small with { Seed = 1 }));
    }

    [Fact]
    public void Advance_LossNotFinite_LeavesTheWeights()
    {
        using var run = new TrainingRun(Small);
        run.Advance();
        using (var last = run.Arena.Views(run.Arena.Values).Last().View)
            last.fill_(float.NaN);
        var before = run.WeightsSha256();
        Assert.False(double.IsFinite(run.Advance().Total));
        Assert.Equal((2, before), (run.Step, run.WeightsSha256()));
    }

    [Fact]
    public void Advance_WithNoisePrediction_LearnsTheNoise()
    {
        using var run = new TrainingRun(new TrainingOptions
        {
            Path = "variance-preserving",
            Prediction = PredictionKind.Noise,
            BatchSize = 256,
            Network = new NetworkOptions { Hidden = 64 },
            Optimizer = new OptimizerOptions { LearningRate = 5e-3 },
        });
        while (run.Step < 600)
            run.Advance();

        var losses = Enumerable.Range(0, 50).Select(_ => run.Advance().Method).ToArray();

        // Noise has the mean variance 18.5, which a network that has learned nothing would lose.
        Assert.InRange(losses.Average(), 0, 0.5 * 18.5);
        Assert.IsType<NoisePredictionField>(run.VelocityField);
    }

    [Fact]
    public void VelocityField_WithEma_UsesTheAverage()
    {
        using var scope = torch.NewDisposeScope();
        using var averaged = new TrainingRun(Small with { Optimizer = new OptimizerOptions { EmaDecay = 0.9999 } });
        using var plain = new TrainingRun(Small);
        for (var i = 0; i < 50; i++)
        {
            averaged.Advance();
            plain.Advance();
        }

        Assert.Equal(plain.WeightsSha256(), averaged.WeightsSha256());
        var points = torch.ones(4, 2);
        var time = torch.full(4, 1, 0.5f);
        var distance = (averaged.VelocityField.Velocity(points, time) - plain.VelocityField.Velocity(points, time)).abs().max().item<float>();
        Assert.InRange(distance, 1e-4f, float.MaxValue);
    }

    private static TrainingOptions Small { get; } = new()
    {
        Data = "eight-gaussians",
        BatchSize = 16,
        Network = new NetworkOptions { Hidden = 8 },
        Coupling = new CouplingOptions { Kind = CouplingKind.Learned, Penalties = [PenaltyKind.SlicedWasserstein], Directions = 8 },
    };

    private static string Weights(TrainingOptions options)
    {
        using var run = new TrainingRun(options);
        for (var i = 0; i < 20; i++)
            run.Advance();
        return run.WeightsSha256();
    }
}
