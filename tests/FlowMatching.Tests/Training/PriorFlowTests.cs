using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>The small flow before the main one: learns beside the trial, starts its samples, and is counted.</summary>
public sealed class PriorFlowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static LearnedCouplingSpec Flow { get; } = new() { Prior = PriorKind.Flow, PriorSteps = 3 };

    private static TrialSpec Small { get; } = new()
    {
        BatchSize = 24,
        Network = new MlpSpec { Hidden = 8 },
        PriorNetwork = NetworkOverrides.Of(("hidden", 5)),
        Coupling = Flow,
        Optimizer = new AdamSpec { EmaDecay = 0.9 },
    };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void Advance_WithAPriorFlow_LeavesTheOtherNetworksAsTheyAreWithoutIt(int accumulation, int replicas)
    {
        var trial = Small with { Accumulation = accumulation, Replicas = replicas };
        using var with = Advanced(trial, 12);
        using var without = Advanced(trial with { Coupling = Flow with { Prior = PriorKind.Standard } }, 12);
        Assert.Equal(without.Arena.Values.data<float>(), with.Arena.Values.data<float>());
        Assert.Equal(without.Arena.Gradients.data<float>(), with.Arena.Gradients.data<float>());
        Assert.NotEqual(without.WeightsSha256(), with.WeightsSha256());
        Assert.True(with.ParameterCount > without.ParameterCount);
    }

    [Fact]
    public void Advance_DividedBatch_TeachesThePriorFlowTheWholeOne()
    {
        using var scope = torch.NewDisposeScope();
        using var whole = Advanced(Small, 5);
        using var divided = Advanced(Small with { Accumulation = 2, Replicas = 2 }, 5);
        TensorAssert.Close(Started(whole), Started(divided), 1e-4);
    }

    [Fact]
    public void Advance_WithAPriorFlow_LeavesNoTensorsBehind()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Advanced(Small, 1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 5; step++)
            run.Advance();
        Started(run).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void TrainedFlow_OfACheckpoint_StartsAsTheRunDoes()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Advanced(Small, 6);
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, CheckpointFormat.Decode(CheckpointFormat.Encode(run.Capture())));
        TensorAssert.Same(Started(run), flow.VelocityField.Start!.Apply(Points()));
    }

    [Fact]
    public void TrainedFlow_CheckpointWithoutThePriorsNetwork_NamesTheTensor()
    {
        using var run = Advanced(Small, 1);
        var whole = run.Capture();
        var broken = whole with { Tensors = [.. whole.Tensors.Where(tensor => tensor.Name != "weights.prior.1.bias")] };
        var error = Assert.Throws<InvalidDataException>(() => TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, broken));
        Assert.Contains("weights.prior.1.bias", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_EveryCell_CountsTheStart()
    {
        using var run = Advanced(Small, 1);
        var trial = Small with
        {
            Evaluation = new EvaluationSpec { Samples = 16, Solvers = [new() { Name = "euler", Numbers = [1, 4] }, new() { Name = "heun", Numbers = [5] }, new() { Name = "dopri5", Numbers = [1e-2] }], Metrics = ["wasserstein2"] },
        };
        using var evaluator = new DatasetEvaluator(trial, new DatasetSource(), TimeProvider.System);
        var with = evaluator.Evaluate(run.VelocityField, Cancellation).Rows;
        Assert.Equal([4.0, 7, 8], with.Take(3).Select(row => row.Nfe));
        Assert.Equal([1, 4, 3], with.Take(3).Select(row => row.Steps));
        // An adaptive solver evaluates 7 times a step at least, of which the first step has one more.
        Assert.True(with[3].Nfe >= 3 + 6, $"{with[3].Nfe}");
    }

    [Fact]
    public void Write_Samples_CountTheStart()
    {
        using var folder = new TemporaryFolder();
        using var run = Advanced(Small, 1);
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        SampleRequest Request(string name) => new() { Setting = SolverSetting.Parse("heun-9"), Count = 7, BatchSize = 3, Seed = 1, Folder = Path.Combine(folder.Path, name) };
        Assert.Equal(12, SampleFolder.Write(flow, Request("prior"), null, TimeProvider.System, Cancellation).Nfe);
        using var data = new DatasetSource().OpenTest(new(Small));
        Assert.Equal(9, SampleFolder.Write(flow, Request("data"), data, TimeProvider.System, Cancellation).Nfe);
    }

    [Fact]
    public void NegativeLogarithm_StartOfAFlow_IsThatOfWhatItsFlowMakesOfThePrior()
    {
        using var scope = torch.NewDisposeScope();
        var data = torch.tensor(new[,] { { 0.0, 0.1 }, { 0.5, -1.0 } });
        var still = new DelegateVelocityField((points, _) => points * 0) { Start = new FlowStart(ExactFlows.Gaussian(0.25, 4), 2) };
        var nll = Likelihood.NegativeLogarithm(still, SolverSetting.Parse("rk4-320").CreateIntegrator(), new([4, 4]), data, 0, cancellationToken: Cancellation);
        TensorAssert.Close((data.square() / 0.25 + Math.Log(2 * Math.PI * 0.25)).mean([1]) / 2, nll, 1e-6);
    }

    [Fact]
    public void Generate_PairsOfSuchATeacher_GoFromThePriorToTheEndOfBothFlows()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Advanced(Small, 4);
        using var teacher = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        var lineage = new TeacherLineage { Teacher = "1-1", CheckpointStep = 4, CheckpointSha256 = new string('a', 64), Pairs = 30, Solver = "euler-2", Seed = 1 };
        using var pairs = TeacherPairs.Generate(teacher, lineage, 4, Cancellation);
        var started = teacher.VelocityField.Start!.Apply(pairs.Noise);
        var ends = SolverSetting.Parse("euler-2").CreateIntegrator().Integrate(teacher.VelocityField, started, 1, 0, Cancellation).End;
        TensorAssert.Close(ends, pairs.Data, 1e-6);
        Assert.Null(pairs.Aggregate);
    }

    [Fact]
    public void StateDicts_OfSuchATrial_HaveThePriorsNetworkAndImportingIsRefused()
    {
        using var run = Advanced(Small, 1);
        var names = PublishedWeights.StateDicts(run.Capture(), Small, run.Shape, run.Prior).Tensors.Select(tensor => tensor.Name).ToList();
        Assert.Contains("weights.prior.0.weight", names);
        Assert.Contains("average.prior.0.weight", names);
        var error = Assert.Throws<CheckpointException>(() => PublishedWeights.Import("w.pth", null, [], new(Small), run.Shape, run.Prior));
        Assert.Contains("hold no flow of the prior", error.Message, StringComparison.Ordinal);
    }

    /// <summary>So large a β leaves the encoded data at the prior, and two Euler steps must not take them elsewhere.</summary>
    [Fact]
    public void Start_EncodedDataAreThePrior_KeepsItsSpreadInTwoSteps()
    {
        using var scope = torch.NewDisposeScope();
        var trial = Small with
        {
            BatchSize = 128,
            PriorNetwork = NetworkOverrides.Of(("hidden", 32)),
            Coupling = Flow with { Beta = 1000, PriorSteps = 2 },
            Optimizer = new AdamSpec { LearningRate = 3e-3, EmaHalfLife = 50 },
        };
        using var run = Advanced(trial, 600);
        using var generator = new torch.Generator(0, torch.CPU);
        var deviations = torch.tensor(run.Prior.Variances.ToArray()).sqrt_();
        var noise = torch.randn([4000, 2], dtype: torch.float32, generator: generator) * deviations;
        TensorAssert.Close(torch.ones(2), run.VelocityField.Start!.Apply(noise).std(0) / noise.std(0), 0.1);
    }

    [Fact]
    public void Report_WithAPriorFlow_HasItsLossAlsoAfterResuming()
    {
        using var run = Advanced(Small, 4);
        using var resumed = new TrainingRun(new(Small, Seed: 3));
        resumed.Restore(run.Capture());
        foreach (var each in new[] { run, resumed })
            each.Advance();
        var report = run.Meter.Report(5);
        Assert.Equal(report, resumed.Meter.Report(5));
        Assert.InRange(report.Single(metric => metric.Name == TrainingMetrics.PriorFlowLoss).Value, 0.1, 100);
    }

    /// <summary>A β of 1 leaves much between prior and encoded data; without the flow before it the same trial is worse.</summary>
    [Fact]
    public void Evaluate_SmallBeta_IsCloserToTheDataThanFromThePriorItself()
    {
        using var scope = torch.NewDisposeScope();
        var trial = new TrialSpec
        {
            BatchSize = 256,
            Network = new MlpSpec { Hidden = 48 },
            Coupling = new LearnedCouplingSpec { Beta = 1, Prior = PriorKind.Flow, PriorSteps = 4 },
            Optimizer = new AdamSpec { LearningRate = 3e-3, EmaHalfLife = 100 },
            Evaluation = new EvaluationSpec { Samples = 512, Solvers = [new() { Name = "euler", Numbers = [100] }], Metrics = ["wasserstein2"] },
        };
        using var run = Advanced(trial, 1500);
        using var evaluator = new DatasetEvaluator(trial, new DatasetSource(), TimeProvider.System);
        var field = run.VelocityField;
        double Distance(IVelocityField velocity) => evaluator.Evaluate(velocity, Cancellation).Rows.Single().Value;
        var (with, without) = (Distance(field), Distance(new DelegateVelocityField(field.Velocity)));
        Assert.True(with < 0.8 * without, $"{with} with the prior's flow, {without} without");
    }

    private static TrainingRun Advanced(TrialSpec trial, int steps)
    {
        var run = new TrainingRun(new(trial, Seed: 3));
        for (var step = 0; step < steps; step++)
            run.Advance();
        return run;
    }

    private static torch.Tensor Points() => torch.linspace(-5, 5, 12).view(6, 2);

    private static torch.Tensor Started(TrainingRun run)
    {
        using var scope = torch.NewDisposeScope();
        return run.VelocityField.Start!.Apply(Points()).MoveToOuterDisposeScope();
    }
}
