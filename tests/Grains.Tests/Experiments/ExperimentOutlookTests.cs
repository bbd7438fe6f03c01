using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Specs;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Experiments;

public sealed class ExperimentOutlookTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddHours(1));
    private readonly TrialBoard board = new();
    private readonly ExperimentOutlook outlook;

    public ExperimentOutlookTests()
    {
        outlook = new(time);
        board.Plan(4);
    }

    [Fact]
    public void Of_CompletedTrials_SaysTheBest()
    {
        board.Update(Sample.Trial(1) with { ObjectiveValue = 3 });
        board.Update(Sample.Trial(2) with { ObjectiveValue = 2 });
        board.Update(Sample.Trial(3, state: TrialState.Running) with { ObjectiveValue = 1 });

        Assert.Equal(2, Look().BestValue);
    }

    [Fact]
    public void Of_Demands_PrefersATrialThatMeetsThem()
    {
        var objective = new ObjectiveSpec { Metric = "a@euler-1", Where = ["b@euler-1 >= 5"] };
        board.Update(Sample.Trial(1) with { ObjectiveValue = 3, OtherValues = [7] });
        board.Update(Sample.Trial(2) with { ObjectiveValue = 2, OtherValues = [1] });

        Assert.Equal(3, Look(objective).BestValue);
    }

    [Fact]
    public void Of_RunningTrials_SaysWhenTheyWillHaveEnded()
    {
        Assert.Null(Look().EndsAbout);
        time.Advance(ExperimentOutlook.Interval);

        // 600 steps at 300 a second, then three more trials of 1000.
        board.Update(Sample.Trial(1, state: TrialState.Running));

        Assert.Equal(12, (Look().EndsAbout!.Value - time.GetUtcNow()).TotalSeconds, 3);
    }

    [Fact]
    public void Of_AskedAgainAtOnce_DoesNotLookAgain()
    {
        board.Update(Sample.Trial(1) with { ObjectiveValue = 3 });
        Look();
        board.Update(Sample.Trial(2) with { ObjectiveValue = 2 });

        Assert.Equal(3, Look().BestValue);
        time.Advance(ExperimentOutlook.Interval);
        Assert.Equal(2, Look().BestValue);
    }

    [Fact]
    public void Of_LastTrialThatEnds_IsSeenAtOnce()
    {
        board.Plan(2);
        board.Update(Sample.Trial(1) with { ObjectiveValue = 3 });
        Look();
        board.Update(Sample.Trial(2) with { ObjectiveValue = 2 });

        Assert.Equal((2.0, null), (Look().BestValue, Look().EndsAbout));
    }

    private ExperimentSummary Look(ObjectiveSpec? objective = null) =>
        outlook.Of(board.Count(Sample.Experiment(state: ExperimentState.Running) with { Objective = objective ?? new() { Metric = "a" } }), board);
}
