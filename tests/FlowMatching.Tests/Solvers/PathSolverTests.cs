using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers;

/// <summary>Solvers that follow the expected ends of a path rather than its velocity.</summary>
public sealed class PathSolverTests
{
    private const double Variance = 0.25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ddim", "variance-preserving", 1)]
    [InlineData("ddim", "cosine", 1)]
    [InlineData("dpmpp-2m", "variance-preserving", 2)]
    [InlineData("dpmpp-2m", "cosine", 2)]
    [InlineData("dpmpp-2m", "linear", 2)]
    public void GlobalError_OnTheGaussianFlow_FallsWithTheStatedOrder(string solver, string path, int order)
    {
        int[] steps = [64, 128];

        var errors = steps.Select(count => Math.Abs(Ratio(solver, path, count, 0.01) - ExactRatio(path, 0.01))).ToArray();

        Assert.Equal(order, Math.Log2(errors[0] / errors[1]), 0.25);
    }

    [Fact]
    public void DpmSolver_OnTheVariancePreservingFlow_IsNearerThanDdimAndEuler()
    {
        double Error(string solver) =>
            Math.Abs(Ratio(solver, "variance-preserving", 10, 0.1) - ExactRatio("variance-preserving", 0.1));

        Assert.InRange(Error("dpmpp-2m"), 0, 0.5 * Math.Min(Error("ddim"), Error("euler")));
    }

    /// <summary>The correction costs no evaluation.</summary>
    [Theory]
    [InlineData("variance-preserving")]
    [InlineData("cosine")]
    [InlineData("linear")]
    public void UniPc_WithAsManyEvaluations_IsNearerThanDpmSolver(string path)
    {
        double Error(string solver) => Math.Abs(Ratio(solver, path, 20, 0.05) - ExactRatio(path, 0.05));

        Assert.InRange(Error("unipc2"), 0, 0.5 * Error("dpmpp-2m"));
        Assert.InRange(Error("unipc3"), 0, 0.5 * Error("dpmpp-2m"));
    }

    [Theory]
    [InlineData("euler", "ddim")]
    [InlineData("euler/power2", "ddim/power2")]
    public void Ddim_OnTheLinearPath_IsEuler(string euler, string ddim)
    {
        using var scope = torch.NewDisposeScope();
        var noise = EvaluationNoise.Draw(new TwoGaussians().Prior, 64, 0).to(torch.float64);

        torch.Tensor End(string solver) => SolverSetting.Of(solver, 7).CreateIntegrator()
            .Integrate(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation).End;

        TensorAssert.Close(End(euler), End(ddim), 1e-12);
    }

    [Theory]
    [InlineData("ddim", "variance-preserving")]
    [InlineData("ddim", "cosine")]
    [InlineData("dpmpp-2m", "variance-preserving")]
    [InlineData("dpmpp-2m", "cosine")]
    [InlineData("dpmpp-2m", "linear")]
    [InlineData("unipc2", "variance-preserving")]
    [InlineData("unipc3", "linear")]
    public void OneStep_TowardsASinglePoint_IsExact(string solver, string name)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var (data, noise) = (torch.full([3, 2], 1.5, dtype: torch.float64), torch.ones(3, 2, dtype: torch.float64));
        var (from, to) = (path.At(1.0), path.At(0.1));
        var field = new DelegateVelocityField((x, t) =>
        {
            var at = path.At(t);
            return at.DataDerivative * data + at.NoiseDerivative * (x - at.Data * data) / at.Noise;
        });

        var end = SolverSetting.Of(solver, 1).CreateIntegrator(new() { Path = path })
            .Integrate(field, from.Data * data + from.Noise * noise, 1, 0.1, Cancellation).End;

        TensorAssert.Close(to.Data * data + to.Noise * noise, end, 1e-9);
    }

    [Theory]
    [InlineData("variance-preserving", 1)]
    [InlineData("variance-preserving", 36)]
    [InlineData("linear", 1)]
    [InlineData("cosine", 4)]
    public void EulerMaruyama_OnAGaussianFlow_ApproachesItsMoments(string name, float noiseVariance)
    {
        var coarse = EndVariance(name, noiseVariance, 20, seed: 0);
        var fine = EndVariance(name, noiseVariance, 320, seed: 0);

        Assert.InRange(Math.Abs(fine - Variance), 0, 0.05 * Variance);
        Assert.InRange(Math.Abs(coarse - Variance), 2 * Math.Abs(fine - Variance), double.PositiveInfinity);
    }

    [Fact]
    public void EulerMaruyama_WithOneSeed_RepeatsAndWithAnotherDoesNot()
    {
        Assert.Equal(EndVariance("variance-preserving", 1, 10, seed: 3), EndVariance("variance-preserving", 1, 10, seed: 3));
        Assert.NotEqual(EndVariance("variance-preserving", 1, 10, seed: 3), EndVariance("variance-preserving", 1, 10, seed: 4));
    }

    [Theory]
    [InlineData("dpmpp-2m")]
    [InlineData("unipc2")]
    [InlineData("euler-maruyama")]
    public void Integrate_FromDataToNoise_IsRefusedWhereASolverCannot(string solver)
    {
        using var start = torch.ones(1, 1);

        var exception = Assert.Throws<ArgumentException>(
            () => SolverSetting.Of(solver, 4).CreateIntegrator().Integrate(ExactFlows.Gaussian(1, 1), start, 0, 1, Cancellation));

        Assert.Contains($"{solver} goes from noise to data only", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ddim-9")]
    [InlineData("dpmpp-2m-9")]
    [InlineData("unipc2-9")]
    [InlineData("unipc3-9")]
    [InlineData("euler-maruyama-9")]
    public void Integrate_ManySteps_CountsEveryEvaluationAndLeavesOnlyItsResult(string setting)
    {
        using var start = torch.ones(8, 2);
        var integrator = SolverSetting.Parse(setting).CreateIntegrator();
        integrator.Integrate(ExactFlows.TwoGaussians, start, 1, 0, Cancellation).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using var result = integrator.Integrate(ExactFlows.TwoGaussians, start, 1, 0, Cancellation);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal((9, 9), (result.Nfe, result.StepCount));
    }

    private static double Ratio(string solver, string name, int steps, double end)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        return SolverSetting.Of(solver, steps).CreateIntegrator(new() { Path = path })
            .Integrate(ExactFlows.Gaussian(path, Variance, 1), torch.ones(1, 1, dtype: torch.float64), 1, end, Cancellation)
            .End.item<double>();
    }

    private static double ExactRatio(string name, double end)
    {
        double Spread(PathPoint at) => Math.Sqrt(at.Data * at.Data * Variance + at.Noise * at.Noise);
        var path = PathCatalog.Paths.Find(name);
        return Spread(path.At(end)) / Spread(path.At(1.0));
    }

    private static double EndVariance(string name, float noiseVariance, int steps, long seed)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var prior = new DiagonalNormal([noiseVariance, noiseVariance]);
        var process = new SamplingProcess { Path = path, Prior = prior, Seed = seed };
        var noise = EvaluationNoise.Draw(prior, 8192, 0);
        return SolverSetting.Of("euler-maruyama", steps).CreateIntegrator(process)
            .Integrate(ExactFlows.Gaussian(path, Variance, noiseVariance), noise, 1, path.MinimumTime, Cancellation)
            .End.square().mean().item<float>();
    }
}
