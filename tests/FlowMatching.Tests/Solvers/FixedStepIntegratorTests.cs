using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers;

public sealed class FixedStepIntegratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("euler-4", 0.72, 0.3192)]
    [InlineData("euler-20", 0.937699, 0.402972)]
    [InlineData("euler-100", 0.987228, 0.423743)]
    [InlineData("heun-5", 0.9016, 0.222096)]
    [InlineData("heun-9", 0.970526, 0.347268)]
    [InlineData("heun-21", 0.994977, 0.411957)]
    public void Trace_OfTheGaussianFlow_HasTheKnownRatioAndCurvature(string setting, double ratio, double curvature)
    {
        using var scope = torch.NewDisposeScope();
        // The flow is linear, so one start of ±1 stands for the whole unit normal.
        var start = torch.tensor([1.0, -1.0], dtype: torch.float64).unsqueeze(1);

        var trajectory = Fixed(setting).Trace(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation);

        Assert.Equal(ratio, (trajectory.States[-1] / start)[0, 0].item<double>(), 1e-6);
        Assert.Equal(curvature, Curvature(trajectory), 1e-6);
    }

    [Theory]
    [InlineData(20, 13.0379, 12.9726)]
    [InlineData(100, 12.4062, 12.3168)]
    public void Trace_OfTheTwoGaussianFlow_HasTheKnownCurvature(int steps, double byQuadrature, double by2048Draws)
    {
        using var scope = torch.NewDisposeScope();
        var start = EvaluationNoise.Draw(new TwoGaussians().Prior, 1 << 15, 0).to(torch.float64);

        var trajectory = Fixed($"euler-{steps}").Trace(ExactFlows.TwoGaussians, start, 1, 0, Cancellation);

        Assert.Equal(byQuadrature, Curvature(trajectory), 0.003);
        // One draw's curvature has a deviation of 2, so the mean of 2048 may be off by twice 2 / √2048.
        Assert.Equal(by2048Draws, Curvature(trajectory), 0.09);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 0.25)]
    public void Trace_OfTheGaussianFlowWithManySteps_ApproachesTheExactCurvature(double noiseVariance, double dataVariance)
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.full([1, 1], Math.Sqrt(noiseVariance), dtype: torch.float64);

        var trajectory = Fixed("rk4-4000").Trace(ExactFlows.Gaussian(dataVariance, noiseVariance), start, 1, 0, Cancellation);

        var expected = Math.Sqrt(noiseVariance * dataVariance) * (2 - Math.PI / 2);
        Assert.Equal(expected, Curvature(trajectory), 1e-4);
    }

    [Fact]
    public void LeastVelocityLoss_OfTheGaussianPair_IsHalfPi()
    {
        using var scope = torch.NewDisposeScope();
        var field = ExactFlows.Gaussian(1, 1);
        var pairs = QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(1 << 14, 2, 3));
        var (data, noise) = (pairs.narrow(1, 0, 1), pairs.narrow(1, 1, 1));

        var losses = Enumerable.Range(0, 50).Select(i =>
        {
            var time = torch.full_like(data, (i + 0.5) / 50);
            var point = (1 - time) * data + time * noise;
            return (noise - data - field.Velocity(point, time)).square().mean().item<double>();
        });

        Assert.Equal(Math.PI / 2, losses.Average(), 0.002);
    }

    [Theory]
    [InlineData("euler-7", 7)]
    [InlineData("heun-9", 5)]
    [InlineData("midpoint-8", 4)]
    [InlineData("rk4-12", 3)]
    public void Integrate_WithinABudget_EvaluatesExactlyThatOften(string setting, int steps)
    {
        using var scope = torch.NewDisposeScope();

        var result = Fixed(setting).Integrate(ExactFlows.Gaussian(1, 1), torch.randn(3, 2), 1, 0, Cancellation);

        Assert.Equal(steps, result.StepCount);
        Assert.Equal(SolverSetting.Parse(setting).Number, result.Nfe);
        Assert.Equal(result.Nfe, result.MeanNfe);
    }

    [Theory]
    [InlineData("euler-6")]
    [InlineData("heun-9")]
    [InlineData("rk4-12")]
    public void Trace_OfAnySolver_HoldsWhatIntegrateGivesAndItsOwnSlopes(string setting)
    {
        using var scope = torch.NewDisposeScope();
        var start = EvaluationNoise.Draw(DiagonalNormal.Standard(2), 10, 0);
        var original = start.clone();

        var end = Fixed(setting).Integrate(ExactFlows.Gaussian(1, 1), start, 1, 0.01, Cancellation).End;
        var trajectory = Fixed(setting).Trace(ExactFlows.Gaussian(1, 1), start, 1, 0.01, Cancellation);

        TensorAssert.Same(original, start);
        TensorAssert.Same(start, trajectory.States[0]);
        TensorAssert.Same(end, trajectory.States[-1]);
        Assert.Equal(trajectory.StepCount, trajectory.Slopes.shape[0]);
        Assert.Equal((1, 0.01), (trajectory.Times[0], trajectory.Times[^1]));
        for (var i = 0; i < trajectory.StepCount; i++)
        {
            var slope = (trajectory.States[i + 1] - trajectory.States[i]) / (trajectory.Times[i + 1] - trajectory.Times[i]);
            TensorAssert.Close(slope, trajectory.Slopes[i], 1e-4);
        }
    }

    [Fact]
    public void Integrate_OfImages_EqualsThatOfTheirPixels()
    {
        using var scope = torch.NewDisposeScope();
        var pixels = EvaluationNoise.Draw(DiagonalNormal.Standard(12), 4, 0);
        var flat = new DelegateVelocityField((x, t) => x * t - x.tanh());
        var shaped = new DelegateVelocityField((x, t) => x * t.reshape(-1, 1, 1, 1) - x.tanh());

        var fromPixels = Fixed("heun-5").Integrate(flat, pixels, 1, 0, Cancellation).End;
        var fromImages = Fixed("heun-5").Integrate(shaped, pixels.reshape(4, 3, 2, 2), 1, 0, Cancellation).End;

        TensorAssert.Same(fromPixels.reshape(4, 3, 2, 2), fromImages);
    }

    [Fact]
    public void Integrate_AnyMethod_NeverAsksOutsideTheInterval()
    {
        using var scope = torch.NewDisposeScope();
        var times = new List<double>();
        var field = new DelegateVelocityField((x, t) =>
        {
            times.Add(t.min().item<double>());
            return -x;
        });

        foreach (var steps in Enumerable.Range(1, 49))
        {
            new FixedStepIntegrator(SolverCatalog.Solvers.Find("rk4"), steps)
                .Integrate(field, torch.ones(1, 1, dtype: torch.float64), 1, 1e-5, Cancellation);
        }

        Assert.Equal(1, times.Max());
        Assert.Equal(1e-5, times.Min());
    }

    [Fact]
    public void Integrate_ManySteps_LeavesOnlyItsResultAlive()
    {
        using var start = torch.ones(8, 2);
        var integrator = Fixed("heun-41");
        integrator.Integrate(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using var result = integrator.Integrate(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Integrate_FieldWithTrainableParameters_RecordsNoGradient()
    {
        using var scope = torch.NewDisposeScope();
        var weight = torch.ones(1, requires_grad: true);

        var result = Fixed("euler-3").Integrate(
            new DelegateVelocityField((x, _) => x * weight), torch.ones(2, 2), 1, 0, Cancellation);

        Assert.False(result.End.requires_grad);
    }

    [Fact]
    public void Integrate_OfWhatIsNoBatchOfPoints_SaysWhatIsExpected()
    {
        using var scope = torch.NewDisposeScope();
        var field = ExactFlows.Gaussian(1, 1);
        var steps = Fixed("euler-3");

        var flat = Assert.Throws<ArgumentException>(() => steps.Integrate(field, torch.ones(3), 1, 0, Cancellation));
        Assert.Throws<ArgumentException>(() => steps.Integrate(field, torch.ones(0, 2), 1, 0, Cancellation));
        Assert.Throws<ArgumentException>(() => steps.Integrate(field, torch.ones(3, 2, dtype: torch.int64), 1, 0, Cancellation));
        Assert.Throws<ArgumentException>(() => steps.Integrate(field, torch.ones(3, 2), double.NaN, 0, Cancellation));
        Assert.Contains("[n, dimension…]", flat.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrate_AfterCancellation_StopsBeforeTheNextStep()
    {
        using var scope = torch.NewDisposeScope();
        using var source = new CancellationTokenSource();
        var calls = 0;
        var field = new DelegateVelocityField((x, _) =>
        {
            calls++;
            source.Cancel();
            return -x;
        });

        Assert.Throws<OperationCanceledException>(() => Fixed("euler-10").Integrate(field, torch.ones(1, 1), 1, 0, source.Token));
        Assert.Equal(1, calls);
    }

    private static FixedStepIntegrator Fixed(string setting) =>
        Assert.IsType<FixedStepIntegrator>(SolverSetting.Parse(setting).CreateIntegrator());

    /// <summary>Mean over batch, dimensions and steps of (v_i - (noise - data))² with the trajectory's own ends.</summary>
    private static double Curvature(Trajectory trajectory) =>
        (trajectory.Slopes - (trajectory.States[0] - trajectory.States[-1])).square().mean().item<double>();
}
