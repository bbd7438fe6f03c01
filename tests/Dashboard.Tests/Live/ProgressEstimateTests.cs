using FastOde.Contracts.Trials;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Live;

public sealed class ProgressEstimateTests
{
    [Fact]
    public void Of_RunningTrials_AddsTheirRates()
    {
        var estimate = ProgressEstimate.Of(
            [Sample.Trial(1), Sample.Trial(2, state: TrialState.Running), Sample.Trial(3, state: TrialState.Running)]);

        Assert.Equal((1800, 3000, 600.0), (estimate.DoneSteps, estimate.TotalSteps, estimate.IterationsPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(2), estimate.Left);
    }

    [Fact]
    public void Of_TrialThatEndedEarly_CountsOnlyWhatItDid()
    {
        var estimate = ProgressEstimate.Of([Sample.Trial(1), Sample.Trial(2, state: TrialState.Diverged)]);

        Assert.Equal((1400, 1400), (estimate.DoneSteps, estimate.TotalSteps));
    }

    [Fact]
    public void Of_NothingRunning_HasNoTimeLeft() => Assert.Null(ProgressEstimate.Of([Sample.Trial(1, state: TrialState.Queued)]).Left);
}
