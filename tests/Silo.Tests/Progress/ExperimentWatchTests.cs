using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class ExperimentWatchTests
{
    private readonly ScriptedExperiment first = new(Summary(1), Trial(1, 1, TrialState.Running));
    private readonly ScriptedExperiment second = new(Summary(2), Trial(2, 1, TrialState.Running));
    private readonly List<(string Id, TrialState State, int Step)> told = [];
    private readonly Dictionary<long, int> counted = [];
    private int telling;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UntilEnded_TwoExperiments_WaitsForBothAndTellsTheirTrials()
    {
        var watching = Watch([1, 2], Cancellation);
        await Task.WhenAll(first.Subscribed, second.Subscribed).WaitAsync(Cancellation);

        await first.TrialChanged(Trial(1, 1, TrialState.Running, step: 50));
        await first.End(Trial(1, 1, TrialState.Completed, step: 100));
        await second.TrialChanged(Trial(2, 1, TrialState.Running, step: 70));
        Assert.False(watching.IsCompleted);
        await second.End(Trial(2, 1, TrialState.Failed, step: 70));
        await watching.WaitAsync(Cancellation);

        Assert.Contains(("1-1", TrialState.Running, 50), this.told);
        Assert.Equal(("1-1", TrialState.Completed, 100), this.told.Last(told => told.Id == "1-1"));
        Assert.Contains(("2-1", TrialState.Running, 70), this.told);
        Assert.Equal(("2-1", TrialState.Failed, 70), this.told.Last(told => told.Id == "2-1"));
        Assert.Equal((0, 0), (first.Listeners, second.Listeners));
        Assert.Equal([(1, 1), (2, 1)], counted.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task UntilEnded_EndThatOvertakesATrial_TellsHowTheTrialEnded()
    {
        var watching = Watch([1], Cancellation);
        await first.Subscribed.WaitAsync(Cancellation);

        await first.End(Trial(1, 1, TrialState.Completed, step: 100), Trial(1, 2, TrialState.Diverged, step: 3));
        await watching.WaitAsync(Cancellation);

        Assert.Contains(("1-1", TrialState.Completed, 100), this.told);
        Assert.Contains(("1-2", TrialState.Diverged, 3), this.told);
    }

    [Fact]
    public async Task UntilEnded_ExperimentThatHasEnded_TellsItsTrialsAndReturns()
    {
        first.State = Summary(1) with { State = ExperimentState.Cancelled };
        first.Stored = [Trial(1, 1, TrialState.Cancelled)];

        await Watch([1], Cancellation).WaitAsync(Cancellation);

        Assert.All(this.told, told => Assert.Equal(("1-1", TrialState.Cancelled, 0), told));
        Assert.NotEmpty(this.told);
    }

    [Fact]
    public async Task UntilEnded_Cancelled_StopsListeningAndLeavesTheExperiment()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = Watch([1], stop.Token);
        await first.Subscribed.WaitAsync(Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.Equal(0, first.Listeners);
        Assert.Equal(ExperimentState.Running, first.State.State);
    }

    [Fact]
    public async Task UntilEnded_NoExperiment_ReturnsAtOnce()
    {
        await Watch([], Cancellation).WaitAsync(Cancellation);

        Assert.Empty(this.told);
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
        var grains = new FakeGrainFactory { ByKey = new Dictionary<long, IGrain> { [1] = first, [2] = second } };
        return new ExperimentWatch(id => new ExperimentHandle(id, grains, new FakeTimeProvider())).UntilEnded(ids, Tell, summary => counted[summary.Id] = summary.TrialCount, cancellationToken);
    }

    private void Tell(TrialSummary trial)
    {
        Assert.Equal(1, Interlocked.Increment(ref telling));
        this.told.Add((trial.Id, trial.State, trial.Step));
        Interlocked.Decrement(ref telling);
    }
}
