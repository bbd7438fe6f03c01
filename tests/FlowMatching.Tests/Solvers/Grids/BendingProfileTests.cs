using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers.Grids;

public sealed class BendingProfileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void TimeAt_OfAFlatOrUnknownProfile_IsTheShareOfTheWay(double rate)
    {
        var profile = new BendingProfile(1, 0.2, [rate, rate, rate]);

        Assert.Equal(0.6, profile.TimeAt(0.5, 1, 0.2), 1e-12);
        Assert.Equal(0.4, profile.TimeAt(0.25, 0.2, 1), 1e-12);
    }

    [Fact]
    public void TimeAt_OfAProfileInTwoHalves_GivesTheBentHalfItsShareOfSteps()
    {
        var profile = new BendingProfile(1, 0, [1, 3]);

        double[] expected = [1, 0.5, 1.0 / 3, 1.0 / 6, 0];
        Assert.All(expected.Zip(new CurvatureGrid().Times(4, 1, 0, new SamplingProcess { Bending = profile })), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void RootCurvatureGrid_OfAProfileInTwoHalves_GivesTheBentHalfTheRootOfItsShare()
    {
        var profile = new BendingProfile(1, 0, [1, 9]);

        double[] expected = [1, 0.5, 1.0 / 3, 1.0 / 6, 0];
        Assert.All(expected.Zip(new RootCurvatureGrid().Times(4, 1, 0, new SamplingProcess { Bending = profile })), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    /// <summary>x' = κ'(t) along the way alone, so that Euler's error is the sum of its steps' local errors.</summary>
    [Fact]
    public void RootCurvatureGrid_OfUnevenBending_LeavesEulerLessErrorThanEqualStepsAndEqualShares()
    {
        using var scope = torch.NewDisposeScope();
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * (8 * (1 - time)).exp());
        var start = torch.zeros(1, 2, dtype: torch.float64);
        var exact = -(Math.Exp(8) - 1) / 8;
        double Error(string grid) => Math.Abs(SolverSetting.Parse($"euler{grid}-16").CreateIntegrator().Integrate(field, start, 1, 0, Cancellation).End[0, 0].item<double>() - exact);

        Assert.InRange(Error("/rootcurvature"), 0, 0.9 * Math.Min(Error(""), Error("/curvature")));
    }

    [Fact]
    public void TimeAt_AcrossAStraightStretch_LeapsOverIt()
    {
        var profile = new BendingProfile(1, 0, [1, 0, 0, 1]);

        Assert.Equal(0.875, profile.TimeAt(0.25, 1, 0), 1e-12);
        Assert.Equal(0.125, profile.TimeAt(0.75, 1, 0), 1e-12);
    }

    [Fact]
    public void Measure_OfAVelocityThatGrowsWithTheSquareOfTime_IsItsSlope()
    {
        using var scope = torch.NewDisposeScope();
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * time.square());

        var profile = BendingProfile.Measure(field, torch.zeros(4, 2, dtype: torch.float64), 1, 0, Cancellation);

        Assert.Equal(BendingProfile.Steps, profile.Rates.Count);
        Assert.Equal(1.99, profile.Rates[0], 1e-9);
        Assert.Equal(1.01, profile.Rates[49], 1e-9);
        // The bending until t is 1 - t², so half of it is behind at √½.
        Assert.Equal(Math.Sqrt(0.5), profile.TimeAt(0.5, 1, 0), 1e-3);
    }

    [Fact]
    public void Measure_OfStraightTrajectories_GivesUniformSteps()
    {
        using var scope = torch.NewDisposeScope();
        var field = new DelegateVelocityField((points, _) => torch.ones_like(points) * 2);

        var profile = BendingProfile.Measure(field, torch.zeros(4, 2), 1, 0, Cancellation);

        Assert.Equal(new UniformGrid().Times(7, 1, 0), new CurvatureGrid().Times(7, 1, 0, new SamplingProcess { Bending = profile }));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void CurvatureGrid_OfTheTwoGaussianFlow_SharesTheBendingEqually(int steps)
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise(512);
        var profile = BendingProfile.Measure(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation);
        var fine = new FixedStepIntegrator(SolverCatalog.Solvers.Find("euler"), 1000)
            .Trace(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation);
        var rates = (fine.Slopes[1..] - fine.Slopes[..^1]).square().mean([1, 2]).sqrt().data<double>().ToArray();

        var times = new CurvatureGrid().Times(steps, 1, 0, new SamplingProcess { Bending = profile });

        var shares = times.Zip(times.Skip(1), (start, end) =>
            rates.Where((_, i) => fine.Times[i + 1] < start && fine.Times[i + 1] >= end).Sum() / rates.Sum());
        Assert.All(shares, share => Assert.Equal(1.0 / steps, share, 0.01));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void CurvatureGrid_OnTheTwoGaussianFlow_BeatsEqualSteps(int evaluations)
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise(256);
        var exact = Generate("rk4-400", noise);

        var uniform = Wasserstein.Distance(Generate($"euler-{evaluations}", noise), exact, Cancellation);
        var curvature = Wasserstein.Distance(Generate($"euler/curvature-{evaluations}", noise), exact, Cancellation);

        Assert.InRange(curvature, 0, 0.98 * uniform);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(10)]
    public void CurvatureGrid_OfTheDistanceFromTheStraightVelocity_LosesToEqualSteps(int evaluations)
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise(256);
        var exact = Generate("rk4-400", noise);
        using var trace = new FixedStepIntegrator(SolverCatalog.Solvers.Find("euler"), 100)
            .Trace(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation);
        var distances = (trace.Slopes - (trace.States[0] - trace.States[-1])).square().mean([1, 2]).data<double>().ToArray();
        var process = new SamplingProcess { Bending = new BendingProfile(1, 0, distances) };

        var shared = SolverSetting.Parse($"euler/curvature-{evaluations}").CreateIntegrator(process)
            .Integrate(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation).End;

        var uniform = Wasserstein.Distance(Generate($"euler-{evaluations}", noise), exact, Cancellation);
        Assert.InRange(Wasserstein.Distance(shared, exact, Cancellation), 1.5 * uniform, double.PositiveInfinity);
    }

    private static torch.Tensor Generate(string setting, torch.Tensor noise) =>
        SolverSetting.Parse(setting).CreateIntegrator().Integrate(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation).End;

    private static torch.Tensor Noise(int count) => EvaluationNoise.Draw(new TwoGaussians().Prior, count, 0).to(torch.float64);
}
