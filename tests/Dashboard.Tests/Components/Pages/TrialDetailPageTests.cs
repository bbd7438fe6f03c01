using Bunit;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;
using FastOde.Specs;
using FastOde.Specs.Networks;

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

        page.WaitForAssertion(() => Assert.Contains("The loss became NaN at step 412.", page.Find(".mud-alert").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Retry_OfAFailedTrial_TellsTheGrain()
    {
        Store(ExperimentState.Completed, TrialState.Failed);
        var page = Open("1-1");

        page.FindAll("button").Single(button => button.TextContent.Trim() == "Retry").Click();

        page.WaitForAssertion(() => Assert.Equal(["retry 1-1"], Experiment.Commands));
        Assert.Equal(1, Experiment.Subscriptions);
    }

    [Theory]
    [InlineData(ExperimentState.Completed, TrialState.Completed)]
    [InlineData(ExperimentState.Completed, TrialState.Diverged)]
    [InlineData(ExperimentState.Cancelled, TrialState.Failed)]
    public void Retry_WhereItWouldDoNothing_IsNotOffered(ExperimentState state, TrialState trial)
    {
        Store(state, trial);

        Assert.DoesNotContain(Open("1-1").FindAll("button"), button => button.TextContent.Trim() == "Retry");
    }

    [Fact]
    public async Task Page_PointsOfOtherTrials_AreNotKept()
    {
        Store(ExperimentState.Running, TrialState.Running);
        var page = Open("1-1");

        await Experiment.MetricsAdded("1-3", [Sample.Point(100, 7)]);
        await Experiment.MetricsAdded("1-1", [Sample.Point(100, 3)]);

        page.WaitForAssertion(() =>
        {
            var label = page.Find("[data-chart=loss] [role=img]").GetAttribute("aria-label")!;
            Assert.Contains("independent: 3.00 at step 100", label, StringComparison.Ordinal);
            Assert.DoesNotContain("learned", label, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Page_TrialOnPoints_OffersNoViewOfImages()
    {
        Store(ExperimentState.Completed);

        Assert.Empty(Open("1-1").FindAll(".tab-links"));
    }

    [Fact]
    public void Page_SamplesInAddress_ShowsTheNewestGridsWithTheirScores()
    {
        StoreGrids();
        Navigate("/trials/1-1?tab=samples");

        var page = Open("1-1");

        Assert.Equal(["euler · NFE 4", "euler · NFE 20"], page.FindAll(".sample figcaption").Select(caption => caption.TextContent));
        Assert.Equal("files/1-1/artifacts/1/2/samples/1500/euler-4.png?v=bbbbbbbbbbbb", page.Find(".sample img").GetAttribute("src"));
        var scores = page.Find(".sample dl").TextContent;
        Assert.Contains("FID (mnist-classifier)45.5", scores, StringComparison.Ordinal);
        Assert.Contains("48.8 µs", scores, StringComparison.Ordinal);
        Assert.Equal("1,500 (newest)", page.Find(".step-slider output").TextContent);
    }

    [Fact]
    public void Page_StripsOfAStep_AreShownWithWordsForThem()
    {
        StoreGrids();
        Results.Details[0] = Results.Details[0] with { Artifacts = [.. Results.Details[0].Artifacts, Sample.Grid(1500, "euler", 20) with { Kind = "strips", Path = "artifacts/1/1/strips/1500/euler-20.png" }] };
        Navigate("/trials/1-1?tab=samples");

        var page = Open("1-1");

        var picture = page.Find(".strips img");
        Assert.Equal("files/1-1/artifacts/1/1/strips/1500/euler-20.png?v=bbbbbbbbbbbb", picture.GetAttribute("src"));
        Assert.StartsWith("Images by euler · NFE 20 at training step 1500, two rows each", picture.GetAttribute("alt"), StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".sample").Count);
        page.Find(".step-slider input").Input("0");
        Assert.Empty(page.FindAll(".strips"));
    }

    [Fact]
    public void Page_ImageTrialBeforeItsFirstEvaluation_SaysThatGridsWillCome()
    {
        Store(ExperimentState.Completed);
        Results.Details[0] = Results.Details[0] with { Spec = new TrialSpec { Network = new AdmUNetSpec() } };
        Navigate("/trials/1-1?tab=samples");

        Assert.Contains("No samples have been stored yet", Open("1-1").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_StepOfGrids_StandsInTheAddress()
    {
        StoreGrids();
        Navigate("/trials/1-1?tab=samples");
        var page = Open("1-1");

        page.Find(".step-slider input").Input("0");

        Assert.EndsWith("/trials/1-1?tab=samples&step=500", Address, StringComparison.Ordinal);
        Assert.Contains("/samples/500/", page.Find(".sample img").GetAttribute("src"), StringComparison.Ordinal);
        page.Find(".step-slider input").Input("1");
        Assert.EndsWith("/trials/1-1?tab=samples", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Slider_Play_ShowsStepAfterStepAndStopsAtTheNewest()
    {
        StoreGrids();
        Navigate("/trials/1-1?tab=samples");
        var page = Open("1-1");

        page.Find(".step-slider button").Click();
        Assert.EndsWith("step=500", Address, StringComparison.Ordinal);
        Assert.Equal("Stop", page.Find(".step-slider button").TextContent);
        Time.Advance(StepSlider.Beat);

        page.WaitForAssertion(() => Assert.EndsWith("/trials/1-1?tab=samples", Address, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("Play", page.Find(".step-slider button").TextContent));
    }

    [Fact]
    public void Page_OverviewOfAnImageTrial_SumsUpItsGrids()
    {
        StoreGrids();

        var page = Open("1-1");

        Assert.Equal(2, page.FindAll("[data-table=artifacts] tbody tr").Count);
        Assert.Contains("3 pictures", page.Find("[data-table=artifacts]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No trajectories", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Evaluation_ShowsTheProfileAndTheTimeOfASample()
    {
        Store(ExperimentState.Completed);
        Results.Rows.Add(Sample.Row("1-1", 1.25));
        Results.Profiles.Add(new() { TrialId = "1-1", Step = 1000, Bins = [1, 2] });

        var page = Open("1-1");

        Assert.Contains("largest, 2.00, at t = 0.75", page.Find("[data-chart=profile] [role=img]").GetAttribute("aria-label")!, StringComparison.Ordinal);
        Assert.Contains("48.8 µs", page.Find("[data-table=evaluation] tbody").TextContent, StringComparison.Ordinal);
    }

    private void StoreGrids()
    {
        Store(ExperimentState.Completed);
        Results.Details[0] = Results.Details[0] with
        {
            Spec = new TrialSpec { Network = new SongUNetSpec() },
            Artifacts = [.. Results.Details[0].Artifacts, Sample.Grid(500, "euler", 4), Sample.Grid(1500, "euler", 4), Sample.Grid(1500, "euler", 20)],
        };
        Results.Rows.Add(Sample.Row("1-1", 45.5, 4, "fid[mnist-classifier]", step: 1500));
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
