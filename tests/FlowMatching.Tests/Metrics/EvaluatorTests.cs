using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Whole evaluations of velocities in closed form.</summary>
public sealed class EvaluatorTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    public void Evaluate_ExactTwoGaussianVelocity_HasTheCurvatureOfItsQuadrature(int steps)
    {
        var evaluation = new EvaluationSpec { Samples = 16384, Solvers = [new() { Name = "euler", Numbers = [steps] }], Metrics = ["curvature"] };
        var curvature = Evaluate(ExactFlows.TwoGaussians, evaluation).Find("curvature", "euler", steps)!.Value;
        Assert.Equal(TwoGaussianQuadrature.Curvature(steps), curvature, 0.01);
    }

    private static readonly string[] OfPoints = [.. EvaluationMetrics.All.Where(metric => !EvaluationMetrics.NeedsFeatures(metric) && EvaluationMetrics.Subject(metric) is not MetricSubject.FlowMap)];

    [Fact]
    public void Evaluate_ExactTwoGaussianVelocity_ComesCloserToTheDataWithEveryStep()
    {
        var table = Evaluate(ExactFlows.TwoGaussians, new() { Metrics = ["wasserstein2"] });
        var distances = table.Rows.Select(row => row.Value).ToArray();
        Assert.Equal(distances.OrderDescending(), distances);
        Assert.All(table.Rows, row => Assert.InRange(row.Floor!.Value, 0.05, 0.4));
        Assert.InRange(distances[0], 7, 9);
        Assert.InRange(distances[^1], table.Rows[0].Floor!.Value * 0.8, 0.4);
    }

    [Fact]
    public void Evaluate_InBatches_GivesWhatTheWholeGives()
    {
        using var set = Set(256);
        var evaluation = new EvaluationSpec
        {
            Samples = 256,
            Solvers = [new() { Name = "euler", Numbers = [4] }, new() { Name = "dopri5", Numbers = [1e-4] }],
            Metrics = ["curvature", "path-energy", "sliced-wasserstein"],
        };
        using var whole = new Evaluator(set, evaluation, TimeProvider.System);
        using var parts = new Evaluator(set with { BatchSize = 100 }, evaluation, TimeProvider.System);
        var expected = whole.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken);
        var found = parts.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken);
        foreach (var (one, other) in expected.Rows.Zip(found.Rows))
        {
            Assert.Equal(one.Value, other.Value, 1e-5 * one.Value);
            Assert.Equal((one.Metric, one.Solver, one.Steps), (other.Metric, other.Solver, other.Steps));
            Assert.Equal(one.Nfe, other.Nfe, 1e-9);
        }
    }

    [Fact]
    public void Evaluate_Twice_GivesTheSameNumbers()
    {
        using var set = Set(256);
        using var evaluator = new Evaluator(set, new() { Samples = 256, Metrics = OfPoints }, TimeProvider.System);
        var first = evaluator.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken);
        var second = evaluator.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken);
        Assert.Equal(first.Rows.Select(row => row.Value), second.Rows.Select(row => row.Value));
        Assert.All(first.Rows, row => Assert.True(row.Seconds > 0));
    }

    [Fact]
    public void Evaluate_SeveralSolvers_CountsWhatEachCost()
    {
        var table = Evaluate(ExactFlows.TwoGaussians, new()
        {
            Samples = 64,
            Solvers = [new() { Name = "euler", Numbers = [4] }, new() { Name = "heun", Numbers = [9] }, new() { Name = "dopri5", Numbers = [1e-3] }],
            Metrics = ["curvature", "sliced-wasserstein"],
        });
        Assert.Equal(["euler", "euler", "heun", "heun", "dopri5"], table.Rows.Select(row => row.Solver));
        var heun = table.Find("curvature", "heun", 9)!;
        Assert.Equal((9, 5, null), (heun.Nfe, heun.Steps, heun.Tolerance));
        var adaptive = table.Find("sliced-wasserstein", "dopri5", 1e-3)!;
        Assert.Equal(1e-3, adaptive.Tolerance);
        Assert.InRange(adaptive.Nfe, 7, 1000);
        Assert.InRange(adaptive.Steps, 2, 200);
    }

    [Fact]
    public void Evaluate_OnTimeGrids_NamesTheGridInEveryRow()
    {
        var table = Evaluate(ExactFlows.TwoGaussians, new()
        {
            Samples = 64,
            Solvers = [new() { Name = "euler/curvature", Numbers = [4] }, new() { Name = "heun/power2", Numbers = [9] }],
            Metrics = ["curvature", "sliced-wasserstein"],
        });
        Assert.Equal(["euler/curvature", "euler/curvature", "heun/power2", "heun/power2"], table.Rows.Select(row => row.Solver));
        Assert.All(table.Rows, row => Assert.Equal(row.Number, row.Nfe));
        Assert.Equal("euler/curvature", table.CurvatureProfiles[0].Solver);
        Assert.Equal("euler/curvature", table.Trajectories!.Solver);
        Assert.Equal(table.Find("curvature", "heun/power2", 9)!.Value, table.CurvatureProfiles[1].Bins.Average(), 1e-9);
    }

    [Fact]
    public void Evaluate_EverySolver_GivesTheMetricsThatItsSamplesHave()
    {
        var table = Evaluate(ExactFlows.TwoGaussians, new()
        {
            Samples = 64,
            Solvers = [new() { Name = "ddim", Numbers = [4] }, new() { Name = "dpmpp-2m/curvature", Numbers = [4] }, new() { Name = "euler-maruyama", Numbers = [4] }, new() { Name = "euler", Numbers = [4] }],
            Metrics = ["curvature", "wasserstein2", "nll"],
        });
        string[] Metrics(string solver) => [.. table.Rows.Where(row => row.Solver == solver).Select(row => row.Metric)];
        Assert.Equal(["curvature", "wasserstein2"], Metrics("ddim"));
        Assert.Equal(["curvature", "wasserstein2"], Metrics("dpmpp-2m/curvature"));
        Assert.Equal(["wasserstein2"], Metrics("euler-maruyama"));
        Assert.Equal(["curvature", "wasserstein2", "nll"], Metrics("euler"));
        Assert.All(table.Rows, row => Assert.Equal((4, true), (row.Nfe, double.IsFinite(row.Value))));
    }

    [Fact]
    public void Evaluate_Trajectories_StartInTheNoiseAndEndInTheSamples()
    {
        using var set = Set(512);
        using var evaluator = new Evaluator(set, new() { Samples = 512, Solvers = [new() { Name = "euler", Numbers = [4, 100, 8] }] }, TimeProvider.System);
        var sample = evaluator.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken).Trajectories!;
        Assert.Equal(100, sample.Number);
        Assert.Equal(33, sample.Times.Count);
        Assert.Equal((1f, 0f), (sample.Times[0], sample.Times[^1]));
        Assert.Equal(128, sample.Points.Count);
        Assert.Equal(set.Noise[5].data<float>().ToArray(), sample.Points[5][0]);
        Assert.All(sample.Points, point => Assert.InRange(Math.Abs(point[^1][0]), 1, 15));
    }

    [Fact]
    public void Evaluate_FewSteps_StoresEachOfThem()
    {
        var sample = Evaluate(ExactFlows.TwoGaussians, new() { Samples = 64, Solvers = [new() { Name = "euler", Numbers = [4] }] }).Trajectories!;
        Assert.Equal([1f, 0.75f, 0.5f, 0.25f, 0f], sample.Times);
        Assert.Equal(64, sample.Points.Count);
    }

    [Fact]
    public void Evaluate_CurvatureProfiles_AverageToTheCurvature()
    {
        var table = Evaluate(ExactFlows.TwoGaussians, new() { Samples = 256, Solvers = [new() { Name = "euler", Numbers = [8, 100] }] });
        Assert.Equal([8, 100], table.CurvatureProfiles.Select(profile => profile.Number));
        Assert.All(table.CurvatureProfiles, profile =>
            Assert.Equal(table.Find("curvature", "euler", profile.Number)!.Value, profile.Bins.Average(), 1e-9));
    }

    [Fact]
    public void Evaluate_GaussianToGaussian_HasTheKnownRatioAndCurvature()
    {
        using var scope = torch.NewDisposeScope();
        var noise = QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(4096, 2, 1)).to(torch.float32);
        noise /= noise.square().mean().sqrt();
        using var set = new EvaluationSet { Noise = noise, Reference = noise * 0.72, SecondReference = noise.clone() };
        var evaluation = new EvaluationSpec { Samples = 4096, Solvers = [new() { Name = "euler", Numbers = [4, 20] }, new() { Name = "heun", Numbers = [5] }] };
        using var evaluator = new Evaluator(set, evaluation, TimeProvider.System);
        var table = evaluator.Evaluate(ExactFlows.Gaussian(1, 1), TestContext.Current.CancellationToken);
        Assert.Equal(0.3192, table.Find("curvature", "euler", 4)!.Value, 1e-4);
        Assert.Equal(0.402972, table.Find("curvature", "euler", 20)!.Value, 1e-4);
        Assert.Equal(0.222096, table.Find("curvature", "heun", 5)!.Value, 1e-4);
        Assert.Equal(0, table.Find("wasserstein2", "euler", 4)!.Value, 1e-4);
    }

    [Fact]
    public void Evaluate_VelocityThatIsNotANumber_GivesRowsThatAreNot()
    {
        var field = new DelegateVelocityField((points, _) => points * float.NaN);
        var evaluation = new EvaluationSpec
        {
            Samples = 64,
            Solvers = [new() { Name = "euler", Numbers = [2] }, new() { Name = "dopri5", Numbers = [1e-3] }],
            Metrics = ["curvature", "wasserstein2"],
        };
        var table = Evaluate(field, evaluation);
        Assert.Equal(3, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.True(double.IsNaN(row.Value)));
        Assert.Contains("dopri5", table.Find("wasserstein2", "dopri5", 1e-3)!.Remark, StringComparison.Ordinal);
        Assert.Equal("the generated points are not all finite", table.Find("wasserstein2", "euler", 2)!.Remark);
        Assert.Equal("the generated points are not all finite", table.Find("curvature", "euler", 2)!.Remark);
    }

    [Fact]
    public void Evaluate_ValuesThatAreNumbers_HaveNoRemark() => Assert.All(
        Evaluate(ExactFlows.TwoGaussians, new() { Samples = 64, Solvers = [new() { Name = "euler", Numbers = [2] }, new() { Name = "dopri5", Numbers = [1e-3] }] }).Rows,
        row => Assert.Null(row.Remark));

    [Fact]
    public void Curvature_OfTheExactVelocity_IsThatOfTwentyEulerSteps()
    {
        using var set = Set(2048);
        using var evaluator = new Evaluator(set, new(), TimeProvider.System);
        Assert.Equal(TwoGaussianQuadrature.Curvature(20), evaluator.Curvature(ExactFlows.TwoGaussians), 0.3);
    }

    [Fact]
    public void Evaluate_Cancelled_Stops()
    {
        using var set = Set(64);
        using var evaluator = new Evaluator(set, new() { Samples = 64 }, TimeProvider.System);
        Assert.Throws<OperationCanceledException>(() => evaluator.Evaluate(ExactFlows.TwoGaussians, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Evaluator_OptionsWithProblems_AreRefusedWithTheirKeys()
    {
        using var set = Set(64);
        var error = Assert.Throws<ArgumentException>(() => new Evaluator(set, new() { Metrics = ["fidelity"] }, TimeProvider.System));
        Assert.Contains("metrics[0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ManyTimes_LeavesNoTensorsBehind()
    {
        using var set = Set(64);
        using var evaluator = new Evaluator(set, new() { Samples = 64, Metrics = OfPoints }, TimeProvider.System);
        using var scope = torch.NewDisposeScope();
        evaluator.Evaluate(ExactFlows.TwoGaussians, TestContext.Current.CancellationToken);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Evaluate_FlowMapOfAVelocity_IsPassedOver()
    {
        var evaluation = new EvaluationSpec
        {
            Samples = 64,
            Solvers = [new() { Name = "flow-map", Numbers = [1, 2] }, new() { Name = "euler", Numbers = [4] }],
            Metrics = ["sliced-wasserstein", "semigroup-error"],
        };
        Assert.Equal([("sliced-wasserstein", "euler")], Evaluate(ExactFlows.TwoGaussians, evaluation).Rows.Select(row => (row.Metric, row.Solver)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.9, 0.0081)]
    public void Evaluate_FlowMapInClosedForm_HasItsSemigroupError(double share, double expected)
    {
        var evaluation = new EvaluationSpec { Samples = 256, Solvers = [new() { Name = "flow-map", Numbers = [1, 2] }], Metrics = ["semigroup-error", "curvature"] };
        using var set = Set(256);
        var unit = set with { Noise = set.Noise / torch.tensor([6f, 1f]) };
        using var evaluator = new Evaluator(unit, evaluation, TimeProvider.System);
        var table = evaluator.Evaluate(new ScaledMap(share), TestContext.Current.CancellationToken);

        var one = table.Find("semigroup-error", "flow-map", 1)!;
        Assert.Equal((1, 1), (one.Steps, one.Nfe));
        // From x the whole jump ends at s·x, the two halves at s²·x.
        Assert.Equal(expected * unit.Noise.square().mean().item<float>(), one.Value, 1e-3 * expected + 1e-12);
        Assert.True(double.IsFinite(table.Find("curvature", "flow-map", 2)!.Value));
    }

    /// <summary>The exact map of N(0, 1) to N(0, 1), the end of each jump scaled.</summary>
    private sealed class ScaledMap(double share) : IVelocityField, IFlowMap
    {
        public IFlowMap Map => this;

        public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time) => ExactFlows.Gaussian(1, 1).Velocity(points, time);

        public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to)
        {
            static torch.Tensor Deviation(torch.Tensor t) => ((1 - t).square() + t.square()).sqrt();
            return (points - points * share * Deviation(to) / Deviation(from)) / (from - to);
        }
    }

    private static EvaluationSet Set(int samples)
    {
        var dataset = new TwoGaussians();
        return EvaluationSet.Of(dataset, dataset.Prior, PathCatalog.Paths.Find("linear"), samples);
    }

    private static EvaluationTable Evaluate(IVelocityField field, EvaluationSpec evaluation)
    {
        using var set = Set(evaluation.Samples);
        using var evaluator = new Evaluator(set, evaluation, TimeProvider.System);
        return evaluator.Evaluate(field, TestContext.Current.CancellationToken);
    }
}
