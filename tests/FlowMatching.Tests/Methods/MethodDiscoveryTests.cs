using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Tests.Training;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>Methods are found by their options, wherever they are written.</summary>
public sealed class MethodDiscoveryTests
{
    private static readonly TrainingOptions Options = new()
    {
        Method = new TwoTimesOptions(0.01),
        Network = new NetworkOptions { Hidden = 16 },
        BatchSize = 64,
        Iterations = 400,
        LogEvery = 100,
        CurvatureEvery = 0,
        Evaluation = new EvaluationOptions { Samples = 64, Solvers = [new SolverRequest("euler", [4])], Metrics = [EvaluationMetrics.Curvature] },
    };

    [Theory]
    [InlineData(typeof(FlowMatchingOptions), typeof(FlowMatchingMethod))]
    [InlineData(typeof(DistillationOptions), typeof(DistillationMethod))]
    public void Create_OptionsOfTheLibrary_GiveTheirMethod(Type options, Type expected) =>
        Assert.IsType(expected, MethodDiscovery.Create((MethodOptions)Activator.CreateInstance(options)!, new LinearPath(), PredictionKind.Velocity));

    [Fact]
    public void Create_OptionsThatNoMethodTakes_AreNamed()
    {
        var error = Assert.Throws<InvalidOperationException>(() => MethodDiscovery.Create(new Unknown(), new LinearPath(), PredictionKind.Velocity));
        Assert.Contains("Unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MethodOfAnotherAssembly_TrainsReportsItsLossesAndSamples()
    {
        var observer = new RecordingObserver();
        EvaluationTable? table = null;
        observer.OnEvaluated = evaluated => table = evaluated;
        var outcome = new Trainer(TimeProvider.System).Run(Options, checkpoints: null, observer, TestContext.Current.CancellationToken);
        Assert.Equal(TrainingStatus.Completed, outcome.Status);
        Assert.Equal(["loss", "errorLoss", "sizeLoss", "penalty"], observer.Metrics.Keys.Where(metric => metric.Step == 100).Select(metric => metric.Name));
        double Loss(int step) => observer.Metrics[("errorLoss", step)];
        Assert.InRange(Loss(400), 0, 0.95 * Loss(100));
        Assert.True(double.IsFinite(table!.Find(EvaluationMetrics.Curvature, "euler", 4)!.Value));
    }

    [Fact]
    public void Restore_MethodOfAnotherAssembly_GoesOnBitForBit()
    {
        using var straight = new TrainingRun(Options);
        using var stopped = new TrainingRun(Options);
        using var resumed = new TrainingRun(Options);
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
        var other = Options with { Method = new TwoTimesOptions(0.02) };
        Assert.NotEqual(TrainingFingerprint.Of(Options), TrainingFingerprint.Of(other));
        Assert.NotEqual(TrainingFingerprint.Of(Options), TrainingFingerprint.Of(Options with { Method = new FlowMatchingOptions() }));
    }

    private sealed record Unknown : MethodOptions;
}
