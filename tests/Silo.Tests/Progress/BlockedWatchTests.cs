using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class BlockedWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider time = new();
    private readonly BlockedWatch watch;

    public BlockedWatchTests() => watch = new(time);

    [Fact]
    public void Reason_WhereNothingIsInTheWay_IsNone()
    {
        watch.Note(Trial(1, TrialState.Running));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(watch.Reason(Patience));
    }

    [Fact]
    public void Reason_AfterLongEnough_IsWhatTheTrialSays()
    {
        watch.Note(Blocked(1, 100));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(watch.Reason(Patience));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("the disk is full", watch.Reason(Patience));
    }

    [Fact]
    public void Reason_WhileATrialRuns_IsNone()
    {
        watch.Note(Blocked(1, 100));
        watch.Note(Trial(2, TrialState.Running));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(watch.Reason(Patience));

        watch.Note(Blocked(2, 0));
        Assert.Equal("the disk is full", watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfATrialThatTriesAgainAndAgain_CountsFromTheFirstTime()
    {
        for (var i = 0; i < 4; i++)
        {
            watch.Note(Blocked(1, 100));
            time.Advance(TimeSpan.FromSeconds(15));
            watch.Note(Trial(1, TrialState.Running));
        }

        watch.Note(Blocked(1, 100));
        Assert.Equal("the disk is full", watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfATrialThatHasGotFurther_CountsAnew()
    {
        watch.Note(Blocked(1, 100));
        time.Advance(TimeSpan.FromMinutes(2));
        watch.Note(Blocked(1, 200));
        Assert.Null(watch.Reason(Patience));
    }

    [Fact]
    public void Reason_AfterTheBlockedTrialHasEnded_IsNone()
    {
        watch.Note(Blocked(1, 100));
        watch.Note(Trial(1, TrialState.Completed));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfARunningTrialWhoseEndCannotBeStored_IsWhatItSays()
    {
        watch.Note(Blocked(1, 100) with { State = TrialState.Running });
        time.Advance(Patience);
        Assert.Equal("the disk is full", watch.Reason(Patience));
    }

    private static TrialSummary Trial(int number, TrialState state) => Experiments.Trial(number, "learned", state: state);

    private static TrialSummary Blocked(int number, int step) =>
        Trial(number, TrialState.Queued) with { Step = step, IsBlocked = true, Message = "the disk is full" };
}
