using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers.Grids;

/// <summary>The grid that is fitted to the errors of Euler's steps.</summary>
public sealed class EulerCostsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The best grids of the flow between two unit normals, which shrink them least.</summary>
    [Theory]
    [InlineData(2, 0.5, new[] { 0.5 })]
    [InlineData(3, 0.649514, new[] { 0.635, 0.365 })]
    public void FittedGrid_OfTheGaussianFlow_IsTheBest(int steps, double deviation, double[] meets)
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor([1.0, -1.0], dtype: torch.float64).unsqueeze(1);
        var trajectory = ((FixedStepIntegrator)SolverSetting.Parse($"euler/fitted-{steps}").CreateIntegrator()).Trace(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation);

        Assert.Equal([1, .. meets, 0], trajectory.Times, (expected, found) => Math.Abs(expected - found) < 0.0051);
        Assert.Equal(deviation, (trajectory.States[-1] / start)[0, 0].item<double>(), 1e-4);
        Assert.Equal(steps, trajectory.Nfe);
    }

    /// <summary>The velocity depends on time alone, so that Euler's error is the sum of its steps' errors.</summary>
    [Fact]
    public void FittedGrid_OfUnevenBending_LeavesEulerLessErrorThanEqualSteps()
    {
        using var scope = torch.NewDisposeScope();
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * (8 * (1 - time)).exp());
        var start = torch.tensor([1.0, -1.0], dtype: torch.float64).unsqueeze(1);
        var exact = start - (Math.Exp(8) - 1) / 8;
        double Error(string setting) => (SolverSetting.Parse(setting).CreateIntegrator().Integrate(field, start, 1, 0, Cancellation).End - exact).abs().max().item<double>();

        Assert.InRange(Error("euler/fitted-16"), 0, 0.6 * Error("euler-16"));
    }

    [Fact]
    public void FittedGrid_MoreStepsThanItMeasures_AreEqual()
    {
        using var scope = torch.NewDisposeScope();
        var costs = EulerCosts.Measure(ExactFlows.Gaussian(1, 1), torch.ones(4, 1), 1, 0, Cancellation);
        Assert.Equal(new UniformGrid().Times(300, 1, 0), new FittedGrid().Times(300, 1, 0, new SamplingProcess { Costs = costs }));
    }

    [Fact]
    public void FittedGrid_TheOtherWay_HasTheSameTimes()
    {
        using var scope = torch.NewDisposeScope();
        var process = new SamplingProcess { Costs = EulerCosts.Measure(ExactFlows.Gaussian(1, 4), torch.tensor([2.0, -2.0], dtype: torch.float64).unsqueeze(1), 1, 0, Cancellation) };
        var times = new FittedGrid().Times(4, 1, 0, process);
        Assert.Equal(times.Reverse(), new FittedGrid().Times(4, 0, 1, process));
        Assert.NotEqual(new UniformGrid().Times(4, 1, 0), times);
    }

    [Fact]
    public void Times_WithoutCosts_AreRefused() => Assert.Throws<ArgumentNullException>(() => new FittedGrid().Times(4, 1, 0));
}
