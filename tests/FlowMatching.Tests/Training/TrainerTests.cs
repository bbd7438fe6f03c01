using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>A run that was stopped anywhere and resumed is the run that was not.</summary>
public sealed class TrainerTests
{
    public static TheoryData<string> Trials() => ["independent", "learned", "sliced-wasserstein", "fitted", "prior-flow", "critic", "minibatch-ot", "sinkhorn", "fourier", "replicas"];

    [Theory]
    [MemberData(nameof(Trials))]
    public void Run_StoppedAtAnOddStepAndResumed_GivesTheSameWeightsAndMetrics(string trial)
    {
        using var folder = new TemporaryFolder();
        var (straight, expected) = Straight(trial);
        var observer = new RecordingObserver();
        foreach (var stop in new[] { 137, 200, 263 })
        {
            var stopped = RunUntil(trial, stop, new CheckpointDirectory(folder.Path), observer);
            Assert.Equal((TrainingStatus.Stopped, stop), (stopped.Status, stopped.Step));
        }

        var resumed = Trainer().Run(Seeded(Spec(trial)), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        Assert.Equal([0, 137, 200, 263], observer.Starts);
        AssertSame(straight, expected, resumed, observer);
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void Run_KilledAndResumedFromAnOlderCheckpoint_GivesTheSameWeightsAndMetrics(string trial)
    {
        using var folder = new TemporaryFolder();
        var (straight, expected) = Straight(trial);
        var observer = new RecordingObserver();
        observer.OnProgress = step =>
        {
            if (step == 250)
                throw new IOException("killed");
        };
        Assert.Throws<IOException>(() => Trainer().Run(Seeded(Spec(trial)), new CheckpointDirectory(folder.Path), observer, CancellationToken.None));
        observer.OnProgress = null;
        var resumed = Trainer().Run(Seeded(Spec(trial)), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        Assert.Equal([0, 210], observer.Starts);
        AssertSame(straight, expected, resumed, observer);
    }

    [Fact]
    public void Run_StoppedDuringAnEvaluation_MakesUpForItAfterwards()
    {
        using var folder = new TemporaryFolder();
        var (straight, expected) = Straight("learned");
        var observer = new RecordingObserver();
        using var cancellation = new CancellationTokenSource();
        var interrupted = new Trainer(new DatasetSource(), (_, _) => new ProbeEvaluator { CancelDuringEvaluation = cancellation }, TimeProvider.System)
            .Run(Seeded(Spec("learned")), new CheckpointDirectory(folder.Path), observer, cancellation.Token);
        Assert.Equal((TrainingStatus.Stopped, 150), (interrupted.Status, interrupted.Step));
        Assert.Empty(observer.Evaluations);
        var resumed = Trainer().Run(Seeded(Spec("learned")), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        Assert.Equal(150, observer.Starts[^1]);
        AssertSame(straight, expected, resumed, observer);
    }

    [Fact]
    public void Run_NewestCheckpointTruncated_ResumesFromTheOneBeforeAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var (straight, expected) = Straight("learned");
        var observer = new RecordingObserver();
        Trainer().Run(Seeded(Spec("learned") with { Iterations = 263 }), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        var newest = new CheckpointDirectory(folder.Path).Files()[0].File;
        using (var stream = File.OpenWrite(newest))
            stream.SetLength(stream.Length - 1000);
        var again = new RecordingObserver();
        var resumed = Trainer().Run(Seeded(Spec("learned")), new CheckpointDirectory(folder.Path), again, TestContext.Current.CancellationToken);
        Assert.Equal([210], again.Starts);
        Assert.Contains(newest, Assert.Single(again.Rejected).Message, StringComparison.Ordinal);
        Assert.Equal(straight.WeightsSha256, resumed.WeightsSha256);
        Assert.Equal(expected.Metrics[(TrainingMetrics.Loss, 300)], again.Metrics[(TrainingMetrics.Loss, 300)]);
    }

    [Fact]
    public void Run_FinishedTrial_ReturnsItsWeightsAgain()
    {
        using var folder = new TemporaryFolder();
        var observer = new RecordingObserver();
        var first = Trainer().Run(Seeded(Spec("learned")), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        var second = Trainer().Run(Seeded(Spec("learned")), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        Assert.Equal((TrainingStatus.Completed, first.WeightsSha256), (second.Status, second.WeightsSha256));
        Assert.Equal([70, 140, 210, 280, 300], observer.Checkpoints);
    }

    [Fact]
    public void Run_AnotherSpecInTheFolder_StartsAnewAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var observer = new RecordingObserver();
        RunUntil("learned", 137, new CheckpointDirectory(folder.Path), observer);
        var other = new RecordingObserver();
        Trainer().Run(Seeded(Spec("learned"), 8), new CheckpointDirectory(folder.Path), other, TestContext.Current.CancellationToken);
        Assert.Equal([0], other.Starts);
        Assert.Contains("another spec or seed", other.Rejected[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LossNotANumber_EndsAsDivergedWithTheStepAndTheLastGoodCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var observer = new RecordingObserver();
        var diverging = Spec("independent") with { Optimizer = new AdamSpec { LearningRate = 1e37, Warmup = 0 }, Checkpoint = new() { Every = 1 }, Log = new() { Every = 1 } };
        var outcome = Trainer().Run(Seeded(diverging), new CheckpointDirectory(folder.Path), observer, TestContext.Current.CancellationToken);
        Assert.Equal(TrainingStatus.Diverged, outcome.Status);
        Assert.Contains($"at step {outcome.Step};", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(outcome.Step - 1, observer.Checkpoints[^1]);
        Assert.All(observer.Metrics.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Run_SideBySideOnTwoThreads_GivesTheWeightsOfEachAlone()
    {
        var alone = new[] { "learned", "sliced-wasserstein" }.Select(trial => Straight(trial).Outcome.WeightsSha256).ToArray();
        var together = new string[2];
        var threads = new[] { "learned", "sliced-wasserstein" }
            .Select((trial, i) => new Thread(() => together[i] = Straight(trial).Outcome.WeightsSha256)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(alone, together);
        Assert.NotEqual(alone[0], alone[1]);
    }

    private static Trainer Trainer() => new(new DatasetSource(), (_, _) => new ProbeEvaluator(), TimeProvider.System);

    private static (TrainingOutcome Outcome, RecordingObserver Observer) Straight(string trial)
    {
        var observer = new RecordingObserver();
        return (Trainer().Run(Seeded(Spec(trial)), checkpoints: null, observer, CancellationToken.None), observer);
    }

    private static TrainingOutcome RunUntil(string trial, int stop, CheckpointDirectory checkpoints, RecordingObserver observer)
    {
        using var cancellation = new CancellationTokenSource();
        observer.OnProgress = step =>
        {
            if (step == stop)
                cancellation.Cancel();
        };
        var outcome = Trainer().Run(Seeded(Spec(trial) with { Checkpoint = new() { Every = stop } }), checkpoints, observer, cancellation.Token);
        observer.OnProgress = null;
        return outcome;
    }

    private static void AssertSame(TrainingOutcome straight, RecordingObserver expected, TrainingOutcome resumed, RecordingObserver observer)
    {
        Assert.Equal(TrainingStatus.Completed, straight.Status);
        Assert.Equal((straight.Status, straight.Step, straight.WeightsSha256), (resumed.Status, resumed.Step, resumed.WeightsSha256));
        Assert.Equal(expected.Metrics.OrderBy(pair => pair.Key), observer.Metrics.OrderBy(pair => pair.Key));
        Assert.Equal(expected.Evaluations, observer.Evaluations);
    }

    private static SeededTrial Seeded(TrialSpec spec, long seed = 3) => new(spec, seed);

    private static TrialSpec Spec(string trial) => new()
    {
        Data = new() { Name = "two-moons" },
        BatchSize = 90,
        Accumulation = trial is "replicas" or "critic" ? 3 : 1,
        Replicas = trial == "replicas" ? 2 : 1,
        Iterations = 300,
        Log = new() { Every = 50, CurvatureEvery = 100 },
        Checkpoint = new() { Every = 70 },
        Evaluation = new EvaluationSpec { Every = 150 },
        Path = trial == "fourier" ? "variance-preserving" : "linear",
        Coupling = trial switch
        {
            "learned" or "replicas" => new LearnedCouplingSpec(),
            "sliced-wasserstein" => new LearnedCouplingSpec { Penalties = [new SlicedWassersteinPenaltySpec { Directions = 20 }] },
            "fitted" => new LearnedCouplingSpec
            {
                Penalties = [new KlPenaltySpec(), new MmdPenaltySpec()],
                BetaStart = 0.1,
                BetaSteps = 220,
                BetaScale = RampScale.Log,
                Prior = PriorKind.Fitted,
            },
            "critic" => new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new CriticPenaltySpec { Weight = 5 }] },
            "prior-flow" => new LearnedCouplingSpec { Prior = PriorKind.Flow },
            "minibatch-ot" => new MinibatchCouplingSpec(),
            "sinkhorn" => new MinibatchCouplingSpec { Pairing = TransportSolver.Sinkhorn, SinkhornIterations = 20 },
            _ => new IndependentCouplingSpec(),
        },
        Network = trial == "fourier" ? new FourierMlpSpec { Hidden = 16 } : new MlpSpec { Hidden = 16 },
        Optimizer = trial == "learned"
            ? new AdamSpec { Warmup = 120, EmaHalfLife = 12, ClipNorm = 5 }
            : new AdamSpec { Warmup = 120, EmaDecay = 0.99, ClipNorm = 5 },
    };
}
