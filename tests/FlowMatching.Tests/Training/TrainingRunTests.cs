using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>One trial's state and step.</summary>
public sealed class TrainingRunTests
{
    [Theory]
    [InlineData(false, 10_702)]
    [InlineData(true, 21_606)]
    public void ParameterCount_PublishedExample_IsThatOfItsNetworks(bool learned, int expected)
    {
        using var run = new TrainingRun(new(new TrialSpec { Coupling = learned ? new LearnedCouplingSpec() : new IndependentCouplingSpec() }));
        Assert.Equal(expected, run.ParameterCount);
    }

    [Fact]
    public void Advance_TenThousandSteps_LeavesNoTensorsBehind()
    {
        using var run = new TrainingRun(new(Small));
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
        using var run = new TrainingRun(new(Small with
        {
            Accumulation = accumulation,
            Coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new CriticPenaltySpec()] },
        }));
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
        Assert.NotEqual(Weights(Small), Weights(Small, seed: 1));
    }

    [Fact]
    public void Advance_LossNotFinite_LeavesTheWeights()
    {
        using var run = new TrainingRun(new(Small));
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
        using var run = new TrainingRun(new(new TrialSpec
        {
            Path = "variance-preserving",
            Prediction = PredictionKind.Noise,
            BatchSize = 256,
            Network = new MlpSpec { Hidden = 64 },
            Optimizer = new AdamSpec { LearningRate = 5e-3 },
        }));
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
        using var averaged = new TrainingRun(new(Small with { Optimizer = new AdamSpec { EmaDecay = 0.9999 } }));
        using var plain = new TrainingRun(new(Small));
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

    private static TrialSpec Small { get; } = new()
    {
        Data = new() { Name = "eight-gaussians" },
        BatchSize = 16,
        Network = new MlpSpec { Hidden = 8 },
        Coupling = new LearnedCouplingSpec { Penalties = [new SlicedWassersteinPenaltySpec { Directions = 8 }] },
    };

    private static string Weights(TrialSpec options, long seed = 0)
    {
        using var run = new TrainingRun(new(options, seed));
        for (var i = 0; i < 20; i++)
            run.Advance();
        return run.WeightsSha256();
    }
}
