using Bunit;
using FastOde.Contracts.Notices;
using FastOde.Dashboard.Components.Layout;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Layout;

public sealed class NoticeCenterTests : DashboardContext
{
    private readonly FakeNotices notices = new();

    public NoticeCenterTests()
    {
        Services.AddSingleton<INoticeQueries>(notices);
        Services.AddSingleton<NoticeFeed>();
    }

    [Fact]
    public void Bell_InABrowserThatIsNew_CountsNothingOfTheTimeBefore()
    {
        notices.Add();
        var center = Render<NoticeCenter>();
        Assert.Equal("Notifications", center.Find(".notice-bell").GetAttribute("aria-label"));
        Assert.Equal("1", Assert.Single(JSInterop.Invocations["fastOdeNotices.remember"]).Arguments[0]!.ToString());
    }

    [Fact]
    public void Bell_WithUnseenNotices_CountsThemUntilTheListIsOpened()
    {
        JSInterop.Setup<string?>("fastOdeNotices.seen").SetResult("1");
        for (var i = 0; i < 3; i++)
            notices.Add();
        var center = Render<NoticeCenter>();
        Assert.Equal("Notifications, 2 new", center.Find(".notice-bell").GetAttribute("aria-label"));

        center.Find(".notice-bell").Click();
        Assert.Equal(["Trial 1-3 of moons failed", "Trial 1-2 of moons failed", "Trial 1-1 of moons failed"], center.FindAll(".notice-panel a").Select(link => link.TextContent));
        Assert.Equal(2, center.FindAll(".notice-panel li.is-new").Count);
        Assert.Equal("/trials/1-3", center.Find(".notice-panel a").GetAttribute("href"));
        Assert.Equal("Notifications", center.Find(".notice-bell").GetAttribute("aria-label"));

        center.Find(".notice-center").KeyDown(new KeyboardEventArgs { Key = "Escape" });
        Assert.Empty(center.FindAll(".notice-panel"));
    }

    [Fact]
    public void List_WithNothingInIt_SaysWhatItIsFor()
    {
        var center = Render<NoticeCenter>();
        center.Find(".notice-bell").Click();
        Assert.Contains("Nothing yet", center.Find(".notice-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_OnAnOpenPage_AreOneLineThenOneMoreHoweverMany()
    {
        var center = Render<NoticeCenter>();
        notices.Add(NoticeKind.Finished);
        await Catalog.NoticesAdded();
        center.WaitForAssertion(() => Assert.Equal(["moons has finished"], Messages));
        for (var i = 0; i < 40; i++)
        {
            notices.Add();
            await Catalog.NoticesAdded();
        }

        Assert.Single(Messages);
        Time.Advance(NoticePace.Quiet);
        center.WaitForAssertion(() => Assert.Equal(["moons has finished", "40 notices: 40 failed"], Messages));
        center.WaitForAssertion(() => Assert.Equal("Notifications, 41 new", center.Find(".notice-bell").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Notices_WhileTheListIsOpen_StandInItAndAreNotSaidTwice()
    {
        var center = Render<NoticeCenter>();
        center.Find(".notice-bell").Click();
        notices.Add();
        await Catalog.NoticesAdded();
        center.WaitForAssertion(() => Assert.Single(center.FindAll(".notice-panel li")));
        Assert.Empty(Messages);
    }
}
