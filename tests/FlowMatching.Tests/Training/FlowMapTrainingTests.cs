using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Whole trials of every method that learns a flow map, with couplings of every sort.</summary>
public sealed class FlowMapTrainingTests
{
    public static TheoryData<MethodSpec, CouplingSpec> Trials => new(
        from method in new MethodSpec[]
        {
            new MeanFlowSpec(), new ImprovedMeanFlowSpec(), new ShortcutSpec { Averaged = true }, new SelfDistillationSpec(),
            new SelfDistillationSpec { Objective = MapObjective.Lagrangian },
        }
        from coupling in new CouplingSpec[] { new IndependentCouplingSpec(), new LearnedCouplingSpec(), new LearnedCouplingSpec { Gradient = EncoderGradient.Diagonal } }
        select (method, coupling));

    [Theory]
    [MemberData(nameof(Trials))]
    public void Restore_AnyMethod_GoesOnBitForBitAndLeavesNothingBehind(MethodSpec method, CouplingSpec coupling)
    {
        var trial = new SeededTrial(new TrialSpec
        {
            Method = method,
            Coupling = coupling,
            Network = new MlpSpec { Hidden = 16 },
            Optimizer = new AdamSpec { EmaDecay = 0.9 },
            BatchSize = 64,
        });
        using var straight = new TrainingRun(trial);
        using var stopped = new TrainingRun(trial);
        using var resumed = new TrainingRun(trial);
        RunAssert.GoesOnBitForBit(straight, stopped, resumed);
        RunAssert.LeavesNothingBehind(straight);
    }

    [Fact]
    public void Advance_EncoderFromTheDiagonal_LearnsOtherThanFromAll()
    {
        static string Weights(EncoderGradient gradient)
        {
            using var run = new TrainingRun(new(new TrialSpec
            {
                Method = new ImprovedMeanFlowSpec(),
                Coupling = new LearnedCouplingSpec { Gradient = gradient },
                Network = new MlpSpec { Hidden = 8 },
                BatchSize = 32,
            }));
            run.Advance();
            return run.WeightsSha256();
        }

        Assert.NotEqual(Weights(EncoderGradient.All), Weights(EncoderGradient.Diagonal));
    }

    /// <summary>One evaluation of flow matching leaves a distance near 8 here: all points land on the mean.</summary>
    [Fact]
    public void Run_ImprovedMeanFlow_NeedsOneEvaluation()
    {
        var observer = new RecordingObserver();
        EvaluationTable? table = null;
        observer.OnEvaluated = evaluated => table = evaluated;
        var trial = new TrialSpec
        {
            Method = new ImprovedMeanFlowSpec(),
            Optimizer = new AdamSpec { EmaDecay = 0.98, LearningRate = 3e-3 },
            BatchSize = 256,
            Iterations = 1500,
            Log = new() { Every = 500, CurvatureEvery = 0 },
            Evaluation = new()
            {
                Samples = 512,
                Solvers = [new() { Name = "flow-map", Numbers = [1, 2] }, new() { Name = "euler", Numbers = [1] }],
                Metrics = ["wasserstein2", "semigroup-error"],
            },
        };

        new Trainer(TimeProvider.System).Run(new(trial), checkpoints: null, observer, TestContext.Current.CancellationToken);

        Assert.NotNull(table);
        Assert.InRange(table.Find("wasserstein2", "euler", 1)!.Value, 6, 10);
        Assert.InRange(table.Find("wasserstein2", "flow-map", 1)!.Value, 0, 3);
        Assert.Equal(1, table.Find("wasserstein2", "flow-map", 1)!.Nfe);
        Assert.InRange(table.Find("semigroup-error", "flow-map", 1)!.Value, 1e-6, 5);
        Assert.InRange(observer.Metrics[("flowMapLoss", 1500)], 20, 45);
        Assert.InRange(observer.Metrics[("velocityLoss", 1500)], 25, 40);
    }
}
