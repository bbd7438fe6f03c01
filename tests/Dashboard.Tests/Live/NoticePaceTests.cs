using FastOde.Contracts.Notices;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Dashboard.Tests.Live;

public sealed class NoticePaceTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeNotices notices = new();
    private readonly List<string> said = [];

    [Fact]
    public void Add_OneNotice_IsSaidAtOnceInItsOwnWords()
    {
        using var pace = New();
        pace.Add([notices.Add(NoticeKind.NewBest)]);
        Assert.Equal(["New best of moons: curvature = 0.1235 in trial 1-1"], said);
    }

    [Fact]
    public void Add_Thousands_AreOneLineAndThenOneMore()
    {
        using var pace = New();
        pace.Add([notices.Add()]);
        for (var i = 0; i < 3000; i++)
            pace.Add([notices.Add(i % 3 == 0 ? NoticeKind.NewBest : NoticeKind.Failed)]);
        Assert.Single(said);

        time.Advance(NoticePace.Quiet);
        Assert.Equal(["Trial 1-1 of moons failed", "3,000 notices: 2,000 failed, 1,000 new best"], said);
    }

    [Fact]
    public void Add_AfterAQuietTime_IsSaidAtOnceAgain()
    {
        using var pace = New();
        pace.Add([notices.Add()]);
        time.Advance(NoticePace.Quiet);
        time.Advance(NoticePace.Quiet);
        pace.Add([notices.Add(NoticeKind.Finished)]);
        Assert.Equal(["Trial 1-1 of moons failed", "moons has finished"], said);
    }

    [Fact]
    public void Dispose_WithSomethingWaiting_SaysNothingMore()
    {
        var pace = New();
        pace.Add([notices.Add()]);
        pace.Add([notices.Add()]);
        pace.Dispose();
        pace.Add([notices.Add()]);
        time.Advance(NoticePace.Quiet);
        Assert.Single(said);
    }

    private NoticePace New() => new(time, digest => said.Add(digest.Text));
}
