using FastOde.Contracts.Notices;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Dashboard.Tests.Live;

public sealed class NoticeFeedTests : IDisposable
{
    private readonly FakeNotices notices = new();
    private readonly FakeCatalogGrain catalog = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<long> first = [];
    private readonly List<long> second = [];
    private readonly NoticeFeed feed;

    public NoticeFeedTests() => feed = new(new FakeGrainFactory(catalog), notices, time, NullLogger<NoticeFeed>.Instance);

    public void Dispose() => feed.Dispose();

    [Fact]
    public async Task Listen_WhatWasThereBefore_IsKnownAndNoNews()
    {
        notices.Add();
        await feed.Listen(First);
        Assert.Empty(first);
        Assert.Equal([1], feed.Latest.Select(notice => notice.Id));
    }

    [Fact]
    public async Task Notice_ForManyPages_IsReadOnceAndToldToEach()
    {
        await feed.Listen(First);
        await feed.Listen(Second);
        var reads = notices.Reads;
        notices.Add();
        notices.Add();
        await catalog.NoticesAdded();

        Assert.Equal(reads + 1, notices.Reads);
        Assert.Equal([2, 1], first);
        Assert.Equal([2, 1], second);
        await catalog.NoticesAdded();
        Assert.Equal(2, first.Count);
        Assert.Single(catalog.Observers);
    }

    [Fact]
    public async Task Notices_MoreThanAreShown_AreForgottenFromTheOldest()
    {
        await feed.Listen(First);
        for (var i = 0; i < 3 * NoticeFeed.Most; i++)
        {
            notices.Add();
            await catalog.NoticesAdded();
        }

        Assert.Equal(NoticeFeed.Most, feed.Latest.Count);
        Assert.Equal(3 * NoticeFeed.Most, feed.Latest[0].Id);
        Assert.Equal(3 * NoticeFeed.Most, first.Count);
    }

    [Fact]
    public async Task Notices_ThatCannotBeRead_AreReadWithTheNext()
    {
        await feed.Listen(First);
        notices.Failure = new TimeoutException("no answer");
        notices.Add();
        await catalog.NoticesAdded();
        Assert.Empty(first);

        notices.Failure = null;
        notices.Add();
        await catalog.NoticesAdded();
        Assert.Equal([2, 1], first);
    }

    [Fact]
    public async Task Leave_TheLast_EndsTheSubscriptionAndListeningBeginsAnew()
    {
        await feed.Listen(First);
        await feed.Listen(Second);
        await feed.Leave(First);
        Assert.Single(catalog.Observers);
        await feed.Leave(Second);
        Assert.Empty(catalog.Observers);

        notices.Add();
        await feed.Listen(First);
        Assert.Empty(first);
        Assert.Single(feed.Latest);
        Assert.Single(catalog.Observers);
    }

    private Task First(IReadOnlyList<Notice> added) => Take(first, added);

    private Task Second(IReadOnlyList<Notice> added) => Take(second, added);

    private static Task Take(List<long> into, IReadOnlyList<Notice> added)
    {
        into.AddRange(added.Select(notice => notice.Id));
        return Task.CompletedTask;
    }
}
