using FastOde.Contracts.Results;
using FastOde.Dashboard.Live;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Live;

public sealed class ProgressEstimateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);

    [Fact]
    public void Of_RunningTrials_AddsTheirRates()
    {
        var estimate = ProgressEstimate.Of(
            [Sample.Trial(1), Sample.Trial(2, state: TrialState.Running), Sample.Trial(3, state: TrialState.Running)], Now);

        Assert.Equal((1800, 0, 3000, 600.0), (estimate.DoneSteps, estimate.LostSteps, estimate.TotalSteps, estimate.IterationsPerSecond));
        Assert.Equal(2, estimate.Left!.Value.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(TrialState.Diverged)]
    [InlineData(TrialState.Failed)]
    [InlineData(TrialState.Cancelled)]
    [InlineData(TrialState.Pruned)]
    public void Of_TrialThatEndedEarly_CountsWhatItDidAndApartWhatItNeverWill(TrialState state)
    {
        var estimate = ProgressEstimate.Of([Sample.Trial(1), Sample.Trial(2, state: state)], Now);

        Assert.Equal((1400, 600, 2000), (estimate.DoneSteps, estimate.LostSteps, estimate.TotalSteps));
    }

    [Fact]
    public void Of_TrialsThatAreNotStoredYet_CountsThemAsLongAsTheOthers()
    {
        var estimate = ProgressEstimate.Of([Sample.Trial(1), Sample.Trial(2, state: TrialState.Running)], Now, coming: 8);

        Assert.Equal((1400, 10_000), (estimate.DoneSteps, estimate.TotalSteps));
        Assert.Equal(estimate.Left, ProgressEstimate.Of([Sample.Trial(1), Sample.Trial(2, state: TrialState.Running), .. Enumerable.Range(3, 8).Select(number => Sample.Trial(number, state: TrialState.Queued) with { Step = 0 })], Now).Left);
    }

    [Fact]
    public void Of_NothingRunning_HasNoTimeLeft() => Assert.Null(ProgressEstimate.Of([Sample.Trial(1, state: TrialState.Queued)], Now).Left);
}
