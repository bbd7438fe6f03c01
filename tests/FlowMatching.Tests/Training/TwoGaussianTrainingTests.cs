using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>The paper's example in small: a learned forward process straightens trajectories and saves evaluations.</summary>
public sealed class TwoGaussianTrainingTests
{
    [Fact]
    public void Run_LearnedForwardProcess_IsStraighterAndNeedsFewerEvaluationsThanIndependentCoupling()
    {
        var independent = Train(new IndependentCouplingSpec());
        var learned = Train(new LearnedCouplingSpec { Beta = 10 });
        var sliced = Train(new LearnedCouplingSpec { Penalties = [new SlicedWassersteinPenaltySpec()] });

        Assert.InRange(Value(independent, "curvature", 100), 9, 13.5);
        Assert.InRange(Value(learned, "curvature", 100), 0, 0.35);
        Assert.InRange(Value(sliced, "curvature", 100), 0, 0.15);
        Assert.InRange(Value(learned, "wasserstein2", 1), 0, Value(independent, "wasserstein2", 2));
        Assert.InRange(Value(sliced, "wasserstein2", 1), 0, Value(independent, "wasserstein2", 4));
    }

    private static EvaluationTable Train(CouplingSpec coupling)
    {
        EvaluationTable? last = null;
        var options = new TrialSpec
        {
            Coupling = coupling,
            Iterations = 3000,
            Log = new() { CurvatureEvery = 0 },
            Evaluation = new EvaluationSpec { Samples = 512, Solvers = [new() { Name = "euler", Numbers = [1, 2, 4, 100] }] },
        };
        var observer = new RecordingObserver { OnEvaluated = table => last = table };
        var outcome = new Trainer(TimeProvider.System).Run(new(options), checkpoints: null, observer, TestContext.Current.CancellationToken);
        Assert.Equal(TrainingStatus.Completed, outcome.Status);
        return last!;
    }

    private static double Value(EvaluationTable table, string metric, double number) => table.Find(metric, "euler", number)!.Value;
}
