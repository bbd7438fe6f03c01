using FastOde.Contracts.Following;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Contracts.Tests.Following;

public sealed class CatalogFollowerTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeCatalogGrain catalog = new();
    private readonly FakeGrainFactory grains;
    private int heard;

    public CatalogFollowerTests() => grains = new FakeGrainFactory(catalog);

    [Fact]
    public async Task Changed_ByTheCatalog_IsHeard()
    {
        await using var follower = await Start();
        await catalog.Tell();
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Noticed_ByTheCatalogOrWhereItMayHaveBeenMissed_IsHeard()
    {
        var noticed = 0;
        await using var follower = await CatalogFollower.Start(grains, time, () => Task.CompletedTask, () => Task.FromResult(++noticed));
        await catalog.NoticesAdded();
        Assert.Equal(1, noticed);

        catalog.Observers.Clear();
        time.Advance(ExperimentFollower.RenewEvery);
        Assert.Equal(2, noticed);
    }

    [Fact]
    public async Task Run_SubscriptionThatWasLost_HasTheListReadAgainOnce()
    {
        await using var follower = await Start();
        catalog.Observers.Clear();
        time.Advance(ExperimentFollower.RenewEvery);
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Run_CatalogThatDoesNotAnswerForAWhile_HasTheListReadAgain()
    {
        catalog.Failure = new TimeoutException("no answer");
        await using var follower = await Start();
        time.Advance(ExperimentFollower.RenewEvery);
        Assert.Equal(0, heard);
        catalog.Failure = null;
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task DisposeAsync_Subscribed_LeavesNothingBehind()
    {
        var follower = await Start();
        await follower.DisposeAsync();
        await follower.DisposeAsync();
        await follower.Changed();

        Assert.Empty(catalog.Observers);
        Assert.Equal((0, 0), (grains.LiveReferences, heard));
    }

    private Task<CatalogFollower> Start() => CatalogFollower.Start(grains, time, () =>
    {
        heard++;
        return Task.CompletedTask;
    });
}
