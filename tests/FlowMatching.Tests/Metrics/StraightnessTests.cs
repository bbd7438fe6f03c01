using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Curvature and path energy of trajectories known on paper.</summary>
public sealed class StraightnessTests
{
    [Fact]
    public void Of_StraightTrajectories_IsZero()
    {
        var field = new DelegateVelocityField((points, _) => torch.ones_like(points) * 2);
        var straightness = Measure(field, steps: 7);
        Assert.Equal(0, straightness.Curvature, 1e-10);
        Assert.Equal(0, straightness.PathEnergyExcess, 1e-5);
        Assert.Equal(8, straightness.PathEnergy, 1e-5);
    }

    [Fact]
    public void Of_StraightTrajectoriesThatStopShort_IsZero()
    {
        var field = new DelegateVelocityField((points, _) => torch.ones_like(points) * 2);
        var straightness = Measure(field, steps: 4, end: 0.01);
        Assert.Equal(0, straightness.Curvature, 1e-10);
        Assert.Equal(8 * 0.99, straightness.PathEnergy, 1e-5);
    }

    [Fact]
    public void Of_SpeedProportionalToTime_IsTheVarianceOfTheSpeed()
    {
        // Slopes t at t = 1, 0.75, 0.5, 0.25; their mean is the straight velocity 0.625.
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * time);
        var straightness = Measure(field, steps: 4);
        const double variance = (0.375 * 0.375 + 0.125 * 0.125) / 2;
        Assert.Equal(variance, straightness.Curvature, 1e-6);
        Assert.Equal(2 * variance, straightness.PathEnergyExcess, 1e-5);
        Assert.Equal(2 * (1 + 0.5625 + 0.25 + 0.0625) / 4, straightness.PathEnergy, 1e-5);
    }

    [Fact]
    public void Of_SpeedProportionalToTime_HasItsProfileHighAtBothEnds()
    {
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * time);
        var straightness = Measure(field, steps: 4);
        Assert.Equal(Straightness.ProfileBins, straightness.Profile.Count);
        Assert.Equal(0.375 * 0.375, straightness.Profile[0], 1e-6);
        Assert.Equal(0.125 * 0.125, straightness.Profile[7], 1e-6);
        Assert.Equal(0.375 * 0.375, straightness.Profile[^1], 1e-6);
        Assert.Equal(straightness.Curvature, straightness.Profile.Average(), 1e-9);
    }

    [Fact]
    public void Of_UnequalSteps_WeighsEachByItsTime()
    {
        // Steps from 1 to 0.25 and on to 0 with slopes 1 and 0.25, so the straight velocity is 0.8125.
        using var start = torch.zeros(16, 2);
        var field = new DelegateVelocityField((points, time) => torch.ones_like(points) * time);
        using var trajectory = new FixedStepIntegrator(SolverChoice.Parse("euler/power2"), 2)
            .Trace(field, start, 1, 0, TestContext.Current.CancellationToken);

        var straightness = Straightness.Of(trajectory);

        const double expected = 0.75 * 0.1875 * 0.1875 + 0.25 * 0.5625 * 0.5625;
        Assert.Equal(expected, straightness.Curvature, 1e-6);
        Assert.Equal(expected, straightness.Profile.Average(), 1e-6);
        Assert.Equal(2 * expected, straightness.PathEnergyExcess, 1e-5);
    }

    private static Straightness Measure(DelegateVelocityField field, int steps, double end = 0)
    {
        using var start = torch.zeros(16, 2);
        using var trajectory = new FixedStepIntegrator(SolverCatalog.Solvers.Find("euler"), steps)
            .Trace(field, start, 1, end, TestContext.Current.CancellationToken);
        return Straightness.Of(trajectory);
    }
}
