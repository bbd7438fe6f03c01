using Bunit;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class ExperimentsPageTests : DashboardContext
{
    [Fact]
    public void Page_NoExperiments_OffersTheFirstStudy() => Assert.NotNull(Render<ExperimentsPage>().FindComponent<FirstStudy>());

    [Fact]
    public void Page_Experiments_AreListedWithStateAndProgress()
    {
        Results.Experiments.Add(Sample.Experiment(3));

        var row = Render<ExperimentsPage>().Find("tbody tr");

        Assert.Contains("two-gaussians", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("completed", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 / 4", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("experiments/3", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Page_FilterInAddress_IsAskedOfTheStore()
    {
        Results.Experiments.Add(Sample.Experiment());
        Navigate("/?search=gauss&state=paused&page=2");

        var page = Render<ExperimentsPage>();

        var filter = Results.Filters[^1];
        Assert.Equal(("gauss", ExperimentState.Paused, 20), (filter.Query, filter.State, filter.Skip));
        Assert.Contains("No experiment matches", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?shown=archived&search=gauss", "gauss archived:yes")]
    [InlineData("/?shown=deleted", "deleted:yes")]
    [InlineData("/?shown=nothing", null)]
    public void Page_ShelfInAddress_IsAskedOfTheStore(string address, string? query)
    {
        Navigate(address);
        Render<ExperimentsPage>();

        Assert.Equal(query, Results.Filters[0].Query);
    }

    [Fact]
    public async Task Page_NewExperiment_AppearsByItself()
    {
        var page = Render<ExperimentsPage>();
        Results.Experiments.Add(Sample.Experiment(7, "another"));

        await Catalog.Tell();

        page.WaitForAssertion(() => Assert.Contains("another", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_TagsAndShelves_StandWithTheName()
    {
        Results.Experiments.Add(Sample.Experiment(2) with { Tags = ["paper"], ArchivedAt = DateTimeOffset.UnixEpoch });
        Results.Experiments.Add(Sample.Experiment(1) with { GoesAt = DateTimeOffset.UnixEpoch.AddMinutes(70) });

        var rows = Render<ExperimentsPage>().FindAll("tbody tr");

        Assert.Equal("/experiments?search=tag%3Apaper", rows[0].QuerySelector("a.tag")!.GetAttribute("href"));
        Assert.Contains("archived", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("deleted, goes in 10", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TrialsThatDidNotComplete_AreToldApart()
    {
        Results.Experiments.Add(Sample.Experiment() with { FailedTrials = 2, CancelledTrials = 1200 });

        Assert.Contains("2 failed, 1,200 cancelled", Render<ExperimentsPage>().Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Experiments_SayTheirBestValueAndWhoSubmittedThem()
    {
        Results.Experiments.Add(Sample.Experiment() with { BestValue = 0.12345, SubmittedBy = "anna" });

        var row = Render<ExperimentsPage>().Find("tbody tr");

        Assert.Equal("0.123", row.QuerySelector(".best")!.TextContent);
        Assert.Contains("wasserstein2@euler-4", row.QuerySelector(".objective-cell")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("by anna", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_RunningExperiment_SaysHowLongItStillTakes()
    {
        Results.Experiments.Add(Sample.Experiment(state: ExperimentState.Running));
        var page = Render<ExperimentsPage>();
        Assert.DoesNotContain("about", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        await Experiment.Tell(new ExperimentChanges { Experiment = Results.Experiments[0] with { EndsAbout = Time.GetUtcNow().AddMinutes(5) } });

        page.WaitForAssertion(() => Assert.Contains("about 5 min", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_OfAViewer_OffersNoChange()
    {
        VisitAs(CallerKind.Account, Role.Viewer);
        Results.Experiments.Add(Sample.Experiment());

        Assert.Empty(Render<ExperimentsPage>().FindAll("tbody button"));
    }

    [Fact]
    public void Page_QueryThatCannotBeRead_SaysWhatWasExpected()
    {
        Results.Experiments.Add(Sample.Experiment());
        Navigate("/?search=fid%40euler<12");

        Assert.Contains("fid@euler: no cell; expected a solver and its number", Render<ExperimentsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_RunningExperiment_FollowsItsCounts()
    {
        Results.Experiments.Add(Sample.Experiment(state: ExperimentState.Running) with { CompletedTrials = 1 });
        var page = Render<ExperimentsPage>();

        await Experiment.Tell(new ExperimentChanges { Experiment = Sample.Experiment(state: ExperimentState.Running) with { CompletedTrials = 3 } });

        page.WaitForAssertion(() => Assert.Contains("3 / 4", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisposeAsync_RunningExperiment_Unsubscribes()
    {
        Results.Experiments.Add(Sample.Experiment(state: ExperimentState.Running));
        Render<ExperimentsPage>();

        await DisposeComponentsAsync();

        Assert.Empty(Experiment.Observers);
        Assert.Empty(Catalog.Observers);
    }
}
