using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using FastOde.Specs;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class StudyWatchTests
{
    private readonly ScriptedExperiment _first = new(Summary(1), Trial(1, 1, TrialState.Running));
    private readonly ScriptedExperiment _second = new(Summary(2), Trial(2, 1, TrialState.Running));
    private readonly List<(string Id, TrialState State, int Step)> _told = [];
    private readonly Dictionary<long, int> _counted = [];
    private int _telling;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UntilEnded_TwoExperiments_WaitsForBothAndTellsTheirTrials()
    {
        var watching = Watch([1, 2], Cancellation);
        await Task.WhenAll(_first.Subscribed, _second.Subscribed).WaitAsync(Cancellation);

        await _first.TrialChanged(Trial(1, 1, TrialState.Running, step: 50));
        await _first.End(Trial(1, 1, TrialState.Completed, step: 100));
        await _second.TrialChanged(Trial(2, 1, TrialState.Running, step: 70));
        Assert.False(watching.IsCompleted);
        await _second.End(Trial(2, 1, TrialState.Failed, step: 70));
        await watching.WaitAsync(Cancellation);

        Assert.Contains(("1-1", TrialState.Running, 50), _told);
        Assert.Equal(("1-1", TrialState.Completed, 100), _told.Last(told => told.Id == "1-1"));
        Assert.Contains(("2-1", TrialState.Running, 70), _told);
        Assert.Equal(("2-1", TrialState.Failed, 70), _told.Last(told => told.Id == "2-1"));
        Assert.Equal((0, 0), (_first.Listeners, _second.Listeners));
        Assert.Equal([(1, 1), (2, 1)], _counted.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task UntilEnded_EndThatOvertakesATrial_TellsHowTheTrialEnded()
    {
        var watching = Watch([1], Cancellation);
        await _first.Subscribed.WaitAsync(Cancellation);

        await _first.End(Trial(1, 1, TrialState.Completed, step: 100), Trial(1, 2, TrialState.Diverged, step: 3));
        await watching.WaitAsync(Cancellation);

        Assert.Contains(("1-1", TrialState.Completed, 100), _told);
        Assert.Contains(("1-2", TrialState.Diverged, 3), _told);
    }

    [Fact]
    public async Task UntilEnded_ExperimentThatHasEnded_TellsItsTrialsAndReturns()
    {
        _first.State = Summary(1) with { State = ExperimentState.Cancelled };
        _first.Stored = [Trial(1, 1, TrialState.Cancelled)];

        await Watch([1], Cancellation).WaitAsync(Cancellation);

        Assert.All(_told, told => Assert.Equal(("1-1", TrialState.Cancelled, 0), told));
        Assert.NotEmpty(_told);
    }

    [Fact]
    public async Task UntilEnded_Cancelled_StopsListeningAndLeavesTheExperiment()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = Watch([1], stop.Token);
        await _first.Subscribed.WaitAsync(Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.Equal(0, _first.Listeners);
        Assert.Equal(ExperimentState.Running, _first.State.State);
    }

    [Fact]
    public async Task UntilEnded_NoExperiment_ReturnsAtOnce()
    {
        await Watch([], Cancellation).WaitAsync(Cancellation);

        Assert.Empty(_told);
    }

    private static ExperimentSummary Summary(long id) => new()
    {
        Id = id,
        Name = "study",
        State = ExperimentState.Running,
        CreatedAt = DateTimeOffset.UnixEpoch,
        TrialCount = 1,
    };

    private static TrialSummary Trial(long experiment, int number, TrialState state, int step = 0) => new()
    {
        Id = $"{experiment}-{number}",
        ExperimentId = experiment,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = state,
        Step = step,
        Iterations = 100,
    };

    private Task Watch(long[] ids, CancellationToken cancellationToken)
    {
        ScriptedGrains grains = new(new Dictionary<long, IExperimentGrain> { [1] = _first, [2] = _second });
        return new StudyWatch(grains, new FakeTimeProvider()).UntilEnded(ids, Tell, summary => _counted[summary.Id] = summary.TrialCount, cancellationToken);
    }

    private void Tell(TrialSummary trial)
    {
        Assert.Equal(1, Interlocked.Increment(ref _telling));
        _told.Add((trial.Id, trial.State, trial.Step));
        Interlocked.Decrement(ref _telling);
    }
}
