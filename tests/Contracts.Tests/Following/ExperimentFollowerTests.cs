using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Contracts.Tests.Following;

public sealed class ExperimentFollowerTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeExperimentGrain experiment;
    private readonly FakeGrainFactory grains;
    private readonly List<(ExperimentChanges Changes, LiveStatus Status)> delivered = [];

    public ExperimentFollowerTests()
    {
        experiment = new FakeExperimentGrain(new FakeResults());
        grains = new FakeGrainFactory(experiment);
    }

    [Fact]
    public async Task Changed_WhileADeliveryIsAtWork_IsDeliveredTogetherAfterIt()
    {
        var working = new TaskCompletionSource();
        await using var follower = await ExperimentFollower.Start(grains, 1, ExperimentInterest.Everything, time, async (changes, status) =>
        {
            delivered.Add((changes, status));
            await working.Task;
        });
        var first = experiment.TrialChanged(Sample.Trial(1) with { Step = 1 });
        var second = experiment.TrialChanged(Sample.Trial(2) with { Step = 2 });
        var third = experiment.TrialChanged(Sample.Trial(2) with { Step = 3 });
        Assert.Single(delivered);
        working.SetResult();
        await Task.WhenAll(first, second, third);

        Assert.Equal([1, 3], delivered.Select(pair => Assert.Single(pair.Changes.Trials).Step));
    }

    [Fact]
    public async Task Run_HalfAMinute_RenewsTheSubscriptionAndDeliversNothing()
    {
        await using var follower = await Start();
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal(2, experiment.Subscriptions);
        Assert.Empty(delivered);
    }

    [Fact]
    public async Task Run_SubscriptionThatWasLost_SaysSoOnce()
    {
        await using var follower = await Start();
        experiment.Observers.Clear();
        time.Advance(ExperimentFollower.RenewEvery);
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal([LiveStatus.Restored], delivered.Select(pair => pair.Status));
    }

    [Fact]
    public async Task Run_ExperimentUnreachableForAWhile_TellsInterruptedThenRestored()
    {
        await using var follower = await Start();
        experiment.Failure = new TimeoutException("no answer");
        time.Advance(ExperimentFollower.RenewEvery);
        Assert.Same(experiment.Failure, follower.Fault);
        experiment.Failure = null;
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal([LiveStatus.Interrupted, LiveStatus.Restored], delivered.Select(pair => pair.Status));
        Assert.Null(follower.Fault);
    }

    [Fact]
    public async Task Changed_ThatCannotBeTakenIn_IsReadAnewAtTheNextRenewal()
    {
        var fails = true;
        await using var follower = await ExperimentFollower.Start(grains, 1, ExperimentInterest.Everything, time, (changes, status) =>
        {
            delivered.Add((changes, status));
            return fails ? throw new InvalidOperationException("the database is busy") : Task.CompletedTask;
        });
        await experiment.TrialChanged(Sample.Trial(1));
        fails = false;
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal(LiveStatus.Restored, delivered[^1].Status);
    }

    [Fact]
    public async Task Want_SomethingElse_SubscribesWithItAtOnce()
    {
        await using var follower = await Start();
        await follower.Want(ExperimentInterest.Summary);

        Assert.Equal(ExperimentInterest.Summary, experiment.Interest);
        Assert.Empty(delivered);
    }

    [Fact]
    public async Task DisposeAsync_Follower_UnsubscribesAndReleasesItsReference()
    {
        var follower = await Start();
        await follower.DisposeAsync();
        await follower.Changed(new ExperimentChanges { Trials = [Sample.Trial(1)] });

        Assert.Empty(experiment.Observers);
        Assert.Equal(0, grains.LiveReferences);
        Assert.Empty(delivered);
    }

    private Task<ExperimentFollower> Start() => ExperimentFollower.Start(grains, 1, ExperimentInterest.Everything, time, (changes, status) =>
    {
        delivered.Add((changes, status));
        return Task.CompletedTask;
    });
}
