using Bunit;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class ExperimentsPageTests : DashboardContext
{
    [Fact]
    public void Page_NoExperiments_TellsANewcomerWhatToDo()
    {
        var page = Render<ExperimentsPage>();

        Assert.Contains("fastode run examples/two-gaussians.yaml", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[href='new?example=two-gaussians']"));
    }

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
    }
}
