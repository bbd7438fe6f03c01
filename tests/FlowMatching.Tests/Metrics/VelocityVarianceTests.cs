using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.Training;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>The variance of the velocity given the point, where it is known.</summary>
public sealed class VelocityVarianceTests
{
    private const double P = 2;
    private const double Q = 0.5;

    /// <summary>Independent N(0, q) and N(0, p): pq/σ(t)² in each dimension.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.35)]
    [InlineData(0.65)]
    [InlineData(0.95)]
    public void At_IndependentGaussians_IsTheClosedForm(double time)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        torch.Tensor Normal(double variance) => torch.randn(6000, 2, generator: generator) * Math.Sqrt(variance);

        var expected = P * Q / ((1 - time) * (1 - time) * Q + time * time * P);
        Assert.Equal(expected, VelocityVariance.At(new LinearPath(), time, Normal(Q), Normal(P)), 0.05 * expected);
    }

    [Fact]
    public void At_PairsOnOneMap_IsNothing()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var data = torch.randn(4000, 1, generator: generator);
        Assert.InRange(VelocityVariance.At(new LinearPath(), 0.5, data, 3 * data + 1), 0, 1e-3);
    }

    [Fact]
    public void Run_LearnedCoupling_MeasuresItAtTheEndAndTrainsAsWithout()
    {
        var trial = new TrialSpec
        {
            Coupling = new LearnedCouplingSpec { Prior = PriorKind.Fitted },
            Network = new MlpSpec { Hidden = 8 },
            BatchSize = 64,
            Iterations = 20,
            Evaluation = new() { Samples = 16, Solvers = [new() { Name = "euler", Numbers = [1] }], Metrics = ["curvature"] },
        };
        var (measured, without) = (new RecordingObserver(), new RecordingObserver());
        var first = new Trainer(TimeProvider.System).Run(new(trial with { Log = new() { VariancePairs = 1000 } }), checkpoints: null, measured, TestContext.Current.CancellationToken);
        var second = new Trainer(TimeProvider.System).Run(new(trial), checkpoints: null, without, TestContext.Current.CancellationToken);

        Assert.Equal(first.WeightsSha256, second.WeightsSha256);
        Assert.Equal(first.Evaluations, second.Evaluations);
        Assert.All(Enumerable.Range(0, 10), bin => Assert.InRange(measured.Metrics[(TrainingMetrics.VelocityVarianceIn(bin), 20)], 0.5, 200));
        Assert.DoesNotContain(without.Metrics, metric => metric.Key.Item1.StartsWith("velocityVariance", StringComparison.Ordinal));
        Assert.Equal(without.Metrics.OrderBy(metric => metric.Key), measured.Metrics.Where(metric => !metric.Key.Item1.StartsWith("velocityVariance", StringComparison.Ordinal)).OrderBy(metric => metric.Key));
    }
}
