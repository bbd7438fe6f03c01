using Bunit;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Trials;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class TrialDetailPageTests : DashboardContext
{
    [Fact]
    public void Page_UnknownTrial_SaysSo() =>
        Assert.Contains("There is no trial 9-9", Open("9-9").Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_Trial_ShowsAttemptsAndArtifacts()
    {
        Store(ExperimentState.Completed);

        var page = Open("1-1");

        var attempt = page.Find("[data-table=attempts] tbody tr").TextContent;
        Assert.Contains("interrupted", attempt, StringComparison.Ordinal);
        Assert.Contains("1 min 5 s", attempt, StringComparison.Ordinal);
        Assert.Contains("The process ended.", attempt, StringComparison.Ordinal);
        Assert.Contains("2.0 KiB", page.Find("[data-table=artifacts] tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_StepInAddress_ShowsThatEvaluation()
    {
        Store(ExperimentState.Completed);
        Results.Rows.AddRange([Sample.Row("1-1", 5, step: 500), Sample.Row("1-1", 1.25), Sample.Row("1-3", 9)]);

        Assert.Contains("1.250", Open("1-1").Find("[data-table=evaluation] tbody").TextContent, StringComparison.Ordinal);

        Navigate("/trials/1-1?step=500");
        Assert.Contains("5.000", Open("1-1").Find("[data-table=evaluation] tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TrialThatDiverges_TellsItsMessage()
    {
        Store(ExperimentState.Running, TrialState.Running);
        var page = Open("1-1");

        await Experiment.TrialChanged(Sample.Trial(1, state: TrialState.Diverged) with { Message = "The loss became NaN at step 412." });
        Time.Advance(ExperimentFeed.DeliverEvery);

        page.WaitForAssertion(() => Assert.Contains("The loss became NaN at step 412.", page.Find(".mud-alert").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_PointsOfOtherTrials_AreNotKept()
    {
        Store(ExperimentState.Running, TrialState.Running);
        var page = Open("1-1");

        await Experiment.MetricsAdded("1-3", [Sample.Point(100, 7)]);
        await Experiment.MetricsAdded("1-1", [Sample.Point(100, 3)]);
        Time.Advance(ExperimentFeed.DeliverEvery);

        page.WaitForAssertion(() =>
        {
            var label = page.Find("[data-chart=loss] [role=img]").GetAttribute("aria-label")!;
            Assert.Contains("independent: 3.00 at step 100", label, StringComparison.Ordinal);
            Assert.DoesNotContain("learned", label, StringComparison.Ordinal);
        });
    }

    private void Store(ExperimentState state, TrialState trials = TrialState.Completed)
    {
        Results.Experiments.Add(Sample.Experiment(state: state));
        Results.Trials.AddRange(Sample.Trials(trials));
        Results.Details.AddRange(Results.Trials.Select(Sample.Detail));
    }

    private IRenderedComponent<TrialDetailPage> Open(string id) =>
        Render<TrialDetailPage>(parameters => parameters.Add(page => page.TrialId, id));
}
