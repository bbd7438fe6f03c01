using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class BlockedWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly BlockedWatch _watch;

    public BlockedWatchTests() => _watch = new(_time);

    [Fact]
    public void Reason_WhereNothingIsInTheWay_IsNone()
    {
        _watch.Note(Trial(1, TrialState.Running));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_watch.Reason(Patience));
    }

    [Fact]
    public void Reason_AfterLongEnough_IsWhatTheTrialSays()
    {
        _watch.Note(Blocked(1, 100));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(_watch.Reason(Patience));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("the disk is full", _watch.Reason(Patience));
    }

    [Fact]
    public void Reason_WhileATrialRuns_IsNone()
    {
        _watch.Note(Blocked(1, 100));
        _watch.Note(Trial(2, TrialState.Running));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_watch.Reason(Patience));

        _watch.Note(Blocked(2, 0));
        Assert.Equal("the disk is full", _watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfATrialThatTriesAgainAndAgain_CountsFromTheFirstTime()
    {
        for (var i = 0; i < 4; i++)
        {
            _watch.Note(Blocked(1, 100));
            _time.Advance(TimeSpan.FromSeconds(15));
            _watch.Note(Trial(1, TrialState.Running));
        }

        _watch.Note(Blocked(1, 100));
        Assert.Equal("the disk is full", _watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfATrialThatHasGotFurther_CountsAnew()
    {
        _watch.Note(Blocked(1, 100));
        _time.Advance(TimeSpan.FromMinutes(2));
        _watch.Note(Blocked(1, 200));
        Assert.Null(_watch.Reason(Patience));
    }

    [Fact]
    public void Reason_AfterTheBlockedTrialHasEnded_IsNone()
    {
        _watch.Note(Blocked(1, 100));
        _watch.Note(Trial(1, TrialState.Completed));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(_watch.Reason(Patience));
    }

    [Fact]
    public void Reason_OfARunningTrialWhoseEndCannotBeStored_IsWhatItSays()
    {
        _watch.Note(Blocked(1, 100) with { State = TrialState.Running });
        _time.Advance(Patience);
        Assert.Equal("the disk is full", _watch.Reason(Patience));
    }

    private static TrialSummary Trial(int number, TrialState state) => Studies.Trial(number, "learned", state: state);

    private static TrialSummary Blocked(int number, int step) =>
        Trial(number, TrialState.Queued) with { Step = step, IsBlocked = true, Message = "the disk is full" };
}
