using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Dashboard.Tests.Live;

public sealed class ExperimentFeedTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeExperimentGrain experiment;
    private readonly FakeGrainFactory grains;
    private readonly List<ExperimentChanges> delivered = [];

    public ExperimentFeedTests()
    {
        experiment = new FakeExperimentGrain(new FakeResults());
        grains = new FakeGrainFactory(experiment);
    }

    [Fact]
    public async Task MetricsAdded_SeveralTimesBetweenDeliveries_AreDeliveredTogether()
    {
        await using var feed = await Open();
        await experiment.MetricsAdded("1-1", [Sample.Point(100, 3)]);
        await experiment.MetricsAdded("1-1", [Sample.Point(200, 2)]);
        await experiment.TrialChanged(Sample.Trial(1));

        time.Advance(ExperimentFeed.DeliverEvery);

        var changes = Assert.Single(delivered);
        Assert.Equal([100, 200], changes.Points["1-1"].Select(point => point.Step));
        Assert.Contains("1-1", changes.Trials.Keys);
    }

    [Fact]
    public async Task Run_NothingChanged_DeliversNothing()
    {
        await using var feed = await Open();

        time.Advance(ExperimentFeed.DeliverEvery);

        Assert.Empty(delivered);
    }

    [Fact]
    public async Task Run_HalfAMinute_RenewsTheSubscription()
    {
        await using var feed = await Open();
        var before = experiment.Subscriptions;

        Advance(ExperimentFeed.RenewEvery);

        Assert.Equal(before + 1, experiment.Subscriptions);
    }

    [Fact]
    public async Task Run_ExperimentUnreachableForAWhile_TellsInterruptedThenRestored()
    {
        await using var feed = await Open();
        experiment.Failure = new TimeoutException("no answer");
        Advance(ExperimentFeed.RenewEvery);
        experiment.Failure = null;
        Advance(ExperimentFeed.RenewEvery);

        Assert.Equal([LiveStatus.Interrupted, LiveStatus.Restored], delivered.Select(changes => changes.Status));
    }

    [Fact]
    public async Task Run_PageThatCannotTakeChanges_IsToldToReadAgain()
    {
        var fails = true;
        await using var feed = await ExperimentFeed.Start(grains, 1, time, NullLogger.Instance, changes =>
        {
            delivered.Add(changes);
            return fails ? throw new InvalidOperationException("the database is busy") : Task.CompletedTask;
        });
        await experiment.TrialChanged(Sample.Trial(1));
        time.Advance(ExperimentFeed.DeliverEvery);
        fails = false;
        Advance(ExperimentFeed.RenewEvery);

        Assert.Equal(LiveStatus.Restored, delivered[^1].Status);
    }

    [Fact]
    public async Task DisposeAsync_OpenFeed_UnsubscribesAndReleasesItsReference()
    {
        var feed = await Open();
        await feed.DisposeAsync();
        await experiment.TrialChanged(Sample.Trial(1));
        Advance(ExperimentFeed.DeliverEvery);

        Assert.Empty(experiment.Observers);
        Assert.Equal(0, grains.LiveReferences);
        Assert.Empty(delivered);
    }

    private Task<ExperimentFeed> Open() => ExperimentFeed.Start(grains, 1, time, NullLogger.Instance, changes =>
    {
        delivered.Add(changes);
        return Task.CompletedTask;
    });

    private void Advance(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += ExperimentFeed.DeliverEvery)
        {
            time.Advance(ExperimentFeed.DeliverEvery);
        }
    }
}
