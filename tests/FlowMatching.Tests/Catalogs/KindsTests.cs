using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.Couplings;
using FastOde.FlowMatching.Tests.Methods;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Tests.Training;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Catalogs;

/// <summary>What a spec asks for is found by its record, wherever it is written.</summary>
public sealed class KindsTests
{
    private static readonly TrialSpec Options = new()
    {
        Method = new TwoTimesSpec { Weight = 0.01 },
        Network = new MlpSpec { Hidden = 16 },
        BatchSize = 64,
        Iterations = 400,
        Log = new() { Every = 100, CurvatureEvery = 0 },
        Evaluation = new EvaluationSpec { Samples = 64, Solvers = [new() { Name = "euler", Numbers = [4] }], Metrics = ["curvature"] },
    };

    [Theory]
    [InlineData(typeof(FlowMatchingSpec), typeof(FlowMatchingMethod))]
    [InlineData(typeof(DistillationSpec), typeof(DistillationMethod))]
    public void Create_MethodOfTheLibrary_IsThatOfItsRecord(Type spec, Type expected) =>
        Assert.IsType(expected, Kinds.Create<Method>(Activator.CreateInstance(spec)!, new MethodSetting(new LinearPath())));

    [Fact]
    public void Create_RecordThatNothingTakes_IsNamed()
    {
        var error = Assert.Throws<NotSupportedException>(() => Kinds.Create<Method>(new Unknown(), new MethodSetting(new LinearPath())));
        Assert.Contains("Unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MethodOfAnotherAssembly_TrainsReportsItsLossesAndSamples()
    {
        var observer = new RecordingObserver();
        EvaluationTable? table = null;
        observer.OnEvaluated = evaluated => table = evaluated;
        var outcome = new Trainer(TimeProvider.System).Run(new(Options), checkpoints: null, observer, TestContext.Current.CancellationToken);
        Assert.Equal(TrainingStatus.Completed, outcome.Status);
        Assert.Equal(["loss", "errorLoss", "sizeLoss", "penalty"], observer.Metrics.Keys.Where(metric => metric.Step == 100).Select(metric => metric.Name));
        double Loss(int step) => observer.Metrics[("errorLoss", step)];
        Assert.InRange(Loss(400), 0, 0.95 * Loss(100));
        Assert.True(double.IsFinite(table!.Find("curvature", "euler", 4)!.Value));
    }

    [Fact]
    public void Advance_CouplingOfAnotherAssembly_TrainsOnItsPairs()
    {
        using var run = new TrainingRun(new(Options with { Method = new FlowMatchingSpec(), Coupling = new ShiftedCouplingSpec { Shift = 3, Scale = 1 } }));
        var losses = Enumerable.Range(0, 400).Select(_ => run.Advance().Method).ToArray();

        // noise - data is 3 everywhere, which is soon learned.
        Assert.InRange(losses[0], 1, 100);
        Assert.InRange(losses[^1], 0, 0.3);
    }

    [Fact]
    public void Advance_PenaltyOfAnotherAssembly_HasItsNameAndWeight()
    {
        var coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new MeanPenaltySpec { Weight = 5 }], Beta = 0 };
        using var run = new TrainingRun(new(Options with { Method = new FlowMatchingSpec(), Coupling = coupling }));
        var weighted = run.Advance().WeightedPenalty;
        var mean = run.Meter.Report(1).Single(metric => metric.Name == "meanPenalty").Value;
        Assert.InRange(mean, 1e-9, double.MaxValue);
        Assert.Equal(5 * mean, weighted, 1e-6 * weighted);
    }

    [Fact]
    public void Restore_MethodOfAnotherAssembly_GoesOnBitForBit()
    {
        using var straight = new TrainingRun(new(Options));
        using var stopped = new TrainingRun(new(Options));
        using var resumed = new TrainingRun(new(Options));
        straight.Advance();
        straight.Advance();
        stopped.Advance();
        resumed.Restore(stopped.Capture());
        resumed.Advance();
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());
    }

    [Fact]
    public void Fingerprint_KeysOfAMethod_AreInIt()
    {
        var other = Options with { Method = new TwoTimesSpec { Weight = 0.02 } };
        Assert.NotEqual(TrainingFingerprint.Of(new(Options)), TrainingFingerprint.Of(new(other)));
        Assert.NotEqual(TrainingFingerprint.Of(new(Options)), TrainingFingerprint.Of(new(Options with { Method = new FlowMatchingSpec() })));
    }

    private sealed record Unknown : MethodSpec;
}
