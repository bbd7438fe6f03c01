using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Experiments;

public sealed class TrialBoardTests
{
    private readonly TrialBoard board = new();

    public TrialBoardTests() => board.Refresh(Enumerable.Range(1, 5).Select(number => Trial(number, TrialState.Queued)));

    [Fact]
    public void ToStart_WithinALimit_NamesTheLowestNumbers() =>
        Assert.Equal([1, 2], Numbers(board.ToStart(2, again: false)));

    [Fact]
    public void ToStart_WithTrialsInLine_LeavesRoomForThem()
    {
        PutInLine(2);

        Assert.Empty(board.ToStart(2, again: false));
        Assert.Equal([1, 2], Numbers(board.ToStart(2, again: true)));
        Assert.Equal([3], Numbers(board.ToStart(3, again: false)));
    }

    [Fact]
    public void ToStart_AfterATrialCameBack_NamesItFirst()
    {
        PutInLine(2);
        board.Update(Trial(1, TrialState.Running));
        Assert.Empty(board.ToStart(2, again: false));

        board.Update(Trial(1, TrialState.Queued));

        Assert.Equal([1], Numbers(board.ToStart(2, again: false)));
    }

    [Fact]
    public void ToPause_OfAPausedExperiment_NamesWhatRunsOrWaitsInLineOnce()
    {
        PutInLine(3);
        board.Update(Trial(1, TrialState.Running));

        var named = board.ToPause(again: false);
        Assert.Equal([2, 3, 1], Numbers(named));

        foreach (var trial in named)
            board.Told(trial);
        Assert.Empty(board.ToPause(again: false));
    }

    [Fact]
    public void ToCancel_OfACancelledExperiment_NamesWhatRunsOnce()
    {
        PutInLine(2);
        board.Update(Trial(1, TrialState.Running));

        var named = board.ToCancel(again: false);
        Assert.Equal([1], Numbers(named));

        foreach (var trial in named)
            board.Told(trial);
        Assert.Empty(board.ToCancel(again: false));
        Assert.Equal([1], Numbers(board.ToCancel(again: true)));
        Assert.True(board.HasQueued);
    }

    [Fact]
    public void Refresh_WhileATrialReports_KeepsWhatItReported()
    {
        board.BeginRefresh();
        board.Update(Trial(1, TrialState.Completed));

        var changed = board.Refresh([Trial(1, TrialState.Running), Trial(2, TrialState.Running)]);

        Assert.Equal([2], Numbers(changed));
        Assert.Equal([TrialState.Completed, TrialState.Running], board.Trials.Values.Take(2).Select(trial => trial.State));
    }

    [Fact]
    public void Refresh_OfAnUnchangedState_KeepsLiveNumbers()
    {
        board.Update(Trial(1, TrialState.Running) with { Step = 90, IterationsPerSecond = 300 });
        board.BeginRefresh();

        Assert.Empty(board.Refresh([Trial(1, TrialState.Running) with { Step = 50 }]));

        Assert.Equal(90, board.Trials[1].Step);
    }

    [Fact]
    public void Room_BelowHalfOfTheStock_IsWhatIsMissing()
    {
        Assert.Equal(0, board.Room(line: 2, stock: 4));
        board.Plan(100);

        Assert.Equal(0, board.Room(line: 2, stock: 5));
        Assert.Equal(4, board.Room(line: 2, stock: 7));
        board.Update(Trial(1, TrialState.Running));
        board.Update(Trial(2, TrialState.Completed));
        board.Update(Trial(3, TrialState.Completed));
        Assert.Equal(4, board.Room(line: 2, stock: 5));
        Assert.Equal(95, board.Room(line: 2, stock: 1000));
    }

    [Fact]
    public void Room_WithoutStock_KeepsTheLineFull()
    {
        board.Plan(6);
        Assert.Equal(0, board.Room(line: 5, stock: 0));
        board.Update(Trial(1, TrialState.Completed));
        Assert.Equal(1, board.Room(line: 5, stock: 0));
    }

    [Fact]
    public void Count_OfAllStates_AddsUp()
    {
        board.Update(Trial(1, TrialState.Running));
        board.Update(Trial(2, TrialState.Completed));
        board.Update(Trial(3, TrialState.Diverged));
        board.Update(Trial(4, TrialState.Cancelled));
        board.Update(Trial(5, TrialState.Pruned));
        board.Plan(6);

        var summary = board.Count(new ExperimentSummary
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
        Assert.False(board.AllEnded);
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
        foreach (var trial in board.ToStart(count, again: false))
            board.PutInLine(trial);
    }
}
