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
    public void Of_TrialThatDiverged_CountsAsDone() =>
        Assert.Equal(1000, ProgressEstimate.Of([Sample.Trial(1, state: TrialState.Diverged)]).DoneSteps);

    [Fact]
    public void Of_NothingRunning_HasNoTimeLeft() => Assert.Null(ProgressEstimate.Of([Sample.Trial(1, state: TrialState.Queued)]).Left);
}
