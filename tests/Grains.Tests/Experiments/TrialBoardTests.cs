using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Experiments;

public sealed class TrialBoardTests
{
    private readonly TrialBoard _board = new();

    public TrialBoardTests() => _board.Refresh(Enumerable.Range(1, 5).Select(number => Trial(number, TrialState.Queued)));

    [Fact]
    public void ToStart_WithinALimit_NamesTheLowestNumbers() =>
        Assert.Equal([1, 2], Numbers(_board.ToStart(2, again: false)));

    [Fact]
    public void ToStart_WithTrialsInLine_LeavesRoomForThem()
    {
        PutInLine(2);

        Assert.Empty(_board.ToStart(2, again: false));
        Assert.Equal([1, 2], Numbers(_board.ToStart(2, again: true)));
        Assert.Equal([3], Numbers(_board.ToStart(3, again: false)));
    }

    [Fact]
    public void ToStart_AfterATrialCameBack_NamesItFirst()
    {
        PutInLine(2);
        _board.Update(Trial(1, TrialState.Running));
        Assert.Empty(_board.ToStart(2, again: false));

        _board.Update(Trial(1, TrialState.Queued));

        Assert.Equal([1], Numbers(_board.ToStart(2, again: false)));
    }

    [Fact]
    public void ToPause_OfAPausedExperiment_NamesWhatRunsOrWaitsInLineOnce()
    {
        PutInLine(3);
        _board.Update(Trial(1, TrialState.Running));

        var named = _board.ToPause(again: false);
        Assert.Equal([2, 3, 1], Numbers(named));

        foreach (var trial in named) _board.Told(trial);
        Assert.Empty(_board.ToPause(again: false));
    }

    [Fact]
    public void ToCancel_OfACancelledExperiment_NamesWhatRunsOnce()
    {
        PutInLine(2);
        _board.Update(Trial(1, TrialState.Running));

        var named = _board.ToCancel(again: false);
        Assert.Equal([1], Numbers(named));

        foreach (var trial in named) _board.Told(trial);
        Assert.Empty(_board.ToCancel(again: false));
        Assert.Equal([1], Numbers(_board.ToCancel(again: true)));
        Assert.True(_board.HasQueued);
    }

    [Fact]
    public void Refresh_WhileATrialReports_KeepsWhatItReported()
    {
        _board.BeginRefresh();
        _board.Update(Trial(1, TrialState.Completed));

        var changed = _board.Refresh([Trial(1, TrialState.Running), Trial(2, TrialState.Running)]);

        Assert.Equal([2], Numbers(changed));
        Assert.Equal([TrialState.Completed, TrialState.Running], _board.Trials.Values.Take(2).Select(trial => trial.State));
    }

    [Fact]
    public void Refresh_OfAnUnchangedState_KeepsLiveNumbers()
    {
        _board.Update(Trial(1, TrialState.Running) with { Step = 90, IterationsPerSecond = 300 });
        _board.BeginRefresh();

        Assert.Empty(_board.Refresh([Trial(1, TrialState.Running) with { Step = 50 }]));

        Assert.Equal(90, _board.Trials[1].Step);
    }

    [Fact]
    public void Room_BelowHalfOfTheStock_IsWhatIsMissing()
    {
        Assert.Equal(0, _board.Room(line: 2, stock: 4));
        _board.Plan(100);

        Assert.Equal(0, _board.Room(line: 2, stock: 5));
        Assert.Equal(4, _board.Room(line: 2, stock: 7));
        _board.Update(Trial(1, TrialState.Running));
        _board.Update(Trial(2, TrialState.Completed));
        _board.Update(Trial(3, TrialState.Completed));
        Assert.Equal(4, _board.Room(line: 2, stock: 5));
        Assert.Equal(95, _board.Room(line: 2, stock: 1000));
    }

    [Fact]
    public void Room_WithoutStock_KeepsTheLineFull()
    {
        _board.Plan(6);
        Assert.Equal(0, _board.Room(line: 5, stock: 0));
        _board.Update(Trial(1, TrialState.Completed));
        Assert.Equal(1, _board.Room(line: 5, stock: 0));
    }

    [Fact]
    public void Count_OfAllStates_AddsUp()
    {
        _board.Update(Trial(1, TrialState.Running));
        _board.Update(Trial(2, TrialState.Completed));
        _board.Update(Trial(3, TrialState.Diverged));
        _board.Update(Trial(4, TrialState.Cancelled));
        _board.Update(Trial(5, TrialState.Pruned));
        _board.Plan(6);

        var summary = _board.Count(new ExperimentSummary
        {
            Id = 1,
            Name = "x",
            State = ExperimentState.Running,
            CreatedAt = DateTimeOffset.UnixEpoch,
            TrialCount = 0,
        });

        Assert.Equal(
            (6, 1, 1, 1, 1, 1, 1),
            (summary.TrialCount, summary.QueuedTrials, summary.RunningTrials, summary.CompletedTrials, summary.FailedTrials, summary.CancelledTrials, summary.PrunedTrials));
        Assert.False(_board.AllEnded);
    }

    private static TrialSummary Trial(int number, TrialState state) => new()
    {
        Id = $"1-{number}",
        ExperimentId = 1,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = state,
        Iterations = 100,
    };

    private static IEnumerable<int> Numbers(IEnumerable<TrialSummary> trials) => trials.Select(trial => trial.Number);

    private void PutInLine(int count)
    {
        foreach (var trial in _board.ToStart(count, again: false)) _board.PutInLine(trial);
    }
}
