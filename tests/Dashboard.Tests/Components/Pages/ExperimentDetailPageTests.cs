using AngleSharp.Dom;
using Bunit;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class ExperimentDetailPageTests : DashboardContext
{
    [Fact]
    public void Page_UnknownExperiment_SaysSo()
    {
        var page = Render<ExperimentDetailPage>(parameters => parameters.Add(p => p.ExperimentId, 99));

        Assert.Contains("There is no experiment 99", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_FinishedExperiment_ShowsTrialsAndCurvesWithoutSubscribing()
    {
        var page = RenderWith(ExperimentState.Completed);

        Assert.Equal(4, page.FindAll("[data-table=trials] tbody tr[data-trial]").Count);
        Assert.Contains("independent: 1.00 at step 200", Label(page, "loss"), StringComparison.Ordinal);
        Assert.Equal(0, Experiment.Subscriptions);
        Assert.DoesNotContain("Pause", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WithAnObjective_BeginsWithTheAnswer()
    {
        Results.Experiments.Add(Sample.Experiment());
        Results.Trials.AddRange(Sample.Trials().Zip([5.0, 5.1, 1.4, 1.6]).Select(pair => pair.First with { ObjectiveValue = pair.Second }));

        var page = Render<ExperimentDetailPage>(parameters => parameters.Add(p => p.ExperimentId, 1));

        Assert.Contains("Best of 2 assignments: learned, W2 at euler-4 1.50", string.Join(' ', page.Find("[data-answer] p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("W2 at euler-4 of each seed: learned 1.40, 1.60", Label(page, "answer"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-chart=best]"));
    }

    [Fact]
    public async Task Page_LivePoints_JoinTheCurvesWithoutAskingTheStoreAgain()
    {
        var page = RenderWith(ExperimentState.Running);
        var queries = Results.MetricQueries;

        await Experiment.MetricsAdded("1-1", [Sample.Point(300, 0.5)]);

        page.WaitForAssertion(() => Assert.Contains("independent: 0.500 at step 300", Label(page, "loss"), StringComparison.Ordinal));
        Assert.Equal(queries, Results.MetricQueries);
    }

    [Fact]
    public async Task Page_LiveTrial_ReplacesItsRow()
    {
        var page = RenderWith(ExperimentState.Running);

        await Experiment.TrialChanged(Sample.Trial(2, seed: 1, state: TrialState.Diverged) with { Message = "The loss became NaN at step 412." });

        page.WaitForAssertion(() => Assert.Contains("The loss became NaN at step 412.", page.Find("[data-trial='1-2']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_PrunedTrial_SaysAtWhichStepItsObjectiveStands()
    {
        var page = RenderWith(ExperimentState.Running);

        await Experiment.TrialChanged(Sample.Trial(2, seed: 1, state: TrialState.Pruned) with { Step = 1300, ObjectiveValue = 0.25 });

        page.WaitForAssertion(() => Assert.Contains("at step 1,300", page.Find("[data-trial='1-2']").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("at step", page.Find("[data-trial='1-1']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ExperimentOfWhichFewTrialsAreStored_StatesThemAll()
    {
        var page = RenderWith(ExperimentState.Running);
        var summary = Results.Experiments[0] with { TrialCount = 20_000, QueuedTrials = 19_993, CompletedTrials = 4, PrunedTrials = 3 };

        await Experiment.Tell(new ExperimentChanges { Experiment = summary });

        page.WaitForAssertion(() => Assert.Contains("4 of 20,000 trials are listed", page.Markup, StringComparison.Ordinal));
        Assert.Contains("19993 queued, 3 pruned", page.Markup, StringComparison.Ordinal);
        Assert.Contains("20,000,000", page.Find("[aria-label='Training steps of the experiment']").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ExperimentThatDoesNotAnswer_ShowsWhatIsStored()
    {
        Experiment.Failure = new TimeoutException("no answer");

        var page = RenderWith(ExperimentState.Running);

        Assert.Equal(4, page.FindAll("[data-table=trials] tbody tr[data-trial]").Count);
        Assert.Contains("Live changes are interrupted", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NotesAndDeletion_StandBelowTheHead()
    {
        Results.Notes = "what I saw\nand why";
        var page = RenderWith(ExperimentState.Completed, experiment => experiment with { Tags = ["paper"], GoesAt = Time.GetUtcNow().AddMinutes(10) });

        Assert.Equal("what I saw\nand why", page.Find(".notes").TextContent);
        Assert.Equal("paper", page.Find("a.tag").TextContent);
        Assert.Contains("Its files and rows go in 10", page.Find(".mud-alert").TextContent, StringComparison.Ordinal);
        Assert.NotNull(Button(page, "Undo"));
    }

    [Fact]
    public void Pause_RunningExperiment_TellsTheGrain()
    {
        var page = RenderWith(ExperimentState.Running);

        Button(page, "Pause").Click();

        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Resume")));
        Assert.Equal(["pause"], Experiment.Commands);
    }

    [Fact]
    public void Pause_GrainThatFails_TellsWhy()
    {
        var page = RenderWith(ExperimentState.Running);
        Experiment.Failure = new InvalidOperationException("the scheduler is gone");

        Button(page, "Pause").Click();

        page.WaitForAssertion(() => Assert.Contains("Experiment 1 could not be paused: the scheduler is gone", Messages));
    }

    [Fact]
    public async Task Page_ExperimentThatAnswersAgain_ReadsWhatWasMissed()
    {
        var page = RenderWith(ExperimentState.Running);
        Experiment.Failure = new TimeoutException("no answer");
        Advance(ExperimentFollower.RenewEvery);
        page.WaitForAssertion(() => Assert.Contains("Live changes are interrupted", page.Markup, StringComparison.Ordinal));

        Results.Series.Add(Sample.Series("1-1", "loss", (300, 0.25)));
        Experiment.Failure = null;
        Advance(ExperimentFollower.RenewEvery);

        page.WaitForAssertion(() => Assert.Contains("independent: 0.250 at step 300", Label(page, "loss"), StringComparison.Ordinal));
        Assert.DoesNotContain("Live changes are interrupted", page.Markup, StringComparison.Ordinal);
        await DisposeComponentsAsync();
        Assert.Equal(0, Grains.LiveReferences);
    }

    [Fact]
    public void Cancel_Button_AsksFirst()
    {
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = RenderWith(ExperimentState.Running);

        Button(page, "Cancel").Click();

        dialogs.WaitForAssertion(() => Assert.Contains("Cancel two-gaussians?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(Experiment.Commands);
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel the experiment").Click();
        page.WaitForAssertion(() => Assert.Equal(["cancel"], Experiment.Commands));
    }

    [Fact]
    public void Limits_Button_ShowsThoseThatCountAndChangesThem()
    {
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = RenderWith(ExperimentState.Running);

        Button(page, "Limits").Click();
        dialogs.WaitForElements("input");
        dialogs.FindAll("input")[0].Input("3");
        dialogs.FindAll("input")[2].Input("2000");
        Assert.Contains("limits.priority: 2000 is out of range", dialogs.Markup, StringComparison.Ordinal);
        dialogs.FindAll("input")[2].Input("-4");
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Change the limits").Click();

        page.WaitForAssertion(() => Assert.Equal(["limits 3 2 -4"], Experiment.Commands));
    }

    [Fact]
    public void Add_OfACompletedExperiment_AddsWhatIsAskedForAndFollowsItAgain()
    {
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = RenderWith(ExperimentState.Completed);

        Button(page, "Add trials or seeds").Click();
        dialogs.WaitForElements("input");
        Assert.Contains("only seeds can be added", dialogs.Markup, StringComparison.Ordinal);
        dialogs.FindAll("input").Single().Input("2");
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Add them").Click();

        page.WaitForAssertion(() => Assert.Equal(["extend: 2 more seeds for every assignment"], Experiment.Commands));
        page.WaitForAssertion(() => Assert.Equal(1, Experiment.Subscriptions));
        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Pause")));
    }

    [Fact]
    public void RerunFailed_Button_IsThereWhereSomethingHasFailed()
    {
        var page = RenderWith(ExperimentState.Completed, Sample.Trial(9, state: TrialState.Failed));

        Button(page, "Rerun failed").Click();

        page.WaitForAssertion(() => Assert.Equal(["rerun"], Experiment.Commands));
        page.WaitForAssertion(() => Assert.DoesNotContain("Rerun failed", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrialState.Completed, ExperimentState.Completed)]
    [InlineData(TrialState.Diverged, ExperimentState.Completed)]
    [InlineData(TrialState.Failed, ExperimentState.Cancelled)]
    public void RerunFailed_WhereItWouldDoNothing_IsNotOffered(TrialState trial, ExperimentState state) =>
        Assert.DoesNotContain("Rerun failed", RenderWith(state, Sample.Trial(9, state: trial)).Markup, StringComparison.Ordinal);

    [Fact]
    public void Add_OfACancelledExperiment_IsNotOffered() =>
        Assert.DoesNotContain("Add trials or seeds", RenderWith(ExperimentState.Cancelled).Markup, StringComparison.Ordinal);

    [Fact]
    public void Cancel_Declined_ChangesNothing()
    {
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = RenderWith(ExperimentState.Running);

        Button(page, "Cancel").Click();
        dialogs.WaitForElements("button");
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Keep it running").Click();

        dialogs.WaitForAssertion(() => Assert.DoesNotContain("Cancel two-gaussians?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(Experiment.Commands);
    }

    [Fact]
    public void Select_Checkbox_StandsInTheAddressAndNarrowsTheCurves()
    {
        var page = RenderWith(ExperimentState.Completed);

        page.Find("[data-trial='1-3'] input").Change(true);

        Assert.EndsWith("selected=1-3", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.DoesNotContain("independent", Label(page, "loss"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1-1,1-4", "1-1,1-4")]
    [InlineData("1-4,nonsense", "1-4")]
    [InlineData("nonsense", null)]
    public void Page_SelectionInAddress_AsksForTheCurvesOfTheseAlone(string selected, string? asked)
    {
        Navigate($"/experiments/1?selected={selected}");

        var page = RenderWith(ExperimentState.Running);

        page.WaitForAssertion(() => Assert.Equal(asked?.Split(','), Experiment.Interest!.Points));
        Assert.Null(Experiment.Interest!.Trials);
        page.WaitForAssertion(() => Assert.Equal(asked != "1-4", Label(page, "loss").Contains("independent", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_SelectionInAddress_LinksToTheComparison()
    {
        Navigate("/experiments/1?selected=1-1,1-4,nonsense");

        var page = RenderWith(ExperimentState.Completed);

        Assert.NotNull(page.Find("a[href='compare?trials=1-1,1-4']"));
    }

    [Fact]
    public void Page_SortInAddress_OrdersTheTrials()
    {
        Navigate("/experiments/1?sort=seed&descending=1");

        var page = RenderWith(ExperimentState.Completed);

        Assert.Equal(["1-2", "1-4", "1-1", "1-3"], page.FindAll("[data-trial]").Select(row => row.GetAttribute("data-trial")));
    }

    [Fact]
    public void Page_SpecTab_ShowsTheTextAsWritten()
    {
        Navigate("/experiments/1?tab=spec");

        Assert.Contains("name: as written", RenderWith(ExperimentState.Completed).Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ComparisonTab_HasARowForEachCoupling()
    {
        Navigate("/experiments/1?tab=comparison");
        Results.Rows.AddRange([Sample.Row("1-1", 2, 1), Sample.Row("1-2", 4, 1), Sample.Row("1-3", 1, 1), Sample.Row("1-1", 11, 4, "curvature")]);

        var rows = RenderWith(ExperimentState.Completed).FindAll("[data-table=comparison] tbody tr");

        Assert.Contains("3.00 ± 13", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("11.0", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(rows[1].QuerySelectorAll("strong"));
    }

    [Fact]
    public void Page_Comparison_OpensAtTheObjective()
    {
        Navigate("/experiments/1?tab=comparison");
        Results.Rows.AddRange([Sample.Row("1-1", 2, 1, "fid[x]"), Sample.Row("1-1", 2, 4, "fid[x]"), Sample.Row("1-1", 2, 4) with { Solver = "heun" }, Sample.Row("1-1", 2, 4), Sample.Row("1-3", 1, 4)]);

        var page = RenderWith(ExperimentState.Completed);

        Assert.Contains("W2 with euler", page.Find("[data-table=comparison] caption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ComparisonOfASearchedNumber_DrawsCurvatureAndTheChosenMetricAgainstIt()
    {
        Navigate("/experiments/1?tab=comparison&metric=fid[x]&at=euler-4");
        foreach (var (number, beta) in (ReadOnlySpan<(int, double)>)[(5, 1), (6, 20)])
        {
            Results.Trials.Add(Sample.Trial(number, "learned") with { Parameters = new Dictionary<string, ParameterValue> { ["coupling.beta"] = ParameterValue.Of(beta) } });
            Results.Rows.AddRange([Sample.Row($"1-{number}", 50 - beta, 4, "fid[x]"), Sample.Row($"1-{number}", beta, 4, "curvature"), Sample.Row($"1-{number}", 9, 20, "fid[x]")]);
        }

        var page = RenderWith(ExperimentState.Completed);

        Assert.Contains("49.0 at 1.00, 30.0 at 20.0", page.Find("[data-chart='key-fid[x]'] [role=img]").GetAttribute("aria-label")!, StringComparison.Ordinal);
        Assert.Contains("1.00 at 1.00, 20.0 at 20.0", page.Find("[data-chart=key-curvature] [role=img]").GetAttribute("aria-label")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TrajectoriesTab_HasAPanelForEachCouplingOfTheSeed()
    {
        Navigate("/experiments/1?tab=trajectories&seed=1");
        Results.Sets.AddRange([Sample.Trajectories("1-1", 0, 1), Sample.Trajectories("1-2", 0, 1), Sample.Trajectories("1-4", 0, 1)]);

        var panels = RenderWith(ExperimentState.Completed).FindAll("[data-chart=trajectories] svg");

        Assert.Equal(2, panels.Count);
        Assert.Contains("trial 1-2", panels[0].GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_FunctionInsteadOfTraining_HasNeitherCurvesNorSteps()
    {
        Results.Function = "branin";

        var page = RenderWith(ExperimentState.Completed);

        Assert.Empty(page.FindAll("[data-chart]"));
        Assert.Equal(["Trials", "Spec"], page.FindAll(".tab-links a").Select(tab => tab.TextContent));
        Assert.DoesNotContain("it/s", page.Find("thead").TextContent, StringComparison.Ordinal);
        Assert.Equal("4", page.Find("[role=progressbar]").GetAttribute("aria-valuemax"));
    }

    [Fact]
    public void Page_ManyCouplings_ShowsTheirTrajectoriesInPages()
    {
        Navigate("/experiments/1?tab=trajectories");
        Results.Trials.AddRange(Enumerable.Range(10, 20).Select(number => Sample.Trial(number, $"coupling {number}")));
        Results.Sets.AddRange(Results.Trials.Concat(Sample.Trials()).Select(trial => Sample.Trajectories(trial.Id, 0, 1)));
        var page = RenderWith(ExperimentState.Completed);

        Assert.Equal(12, page.FindAll("[data-chart=trajectories]").Count);
        page.Find("button[aria-label='Next page']").Click();

        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll("[data-chart=trajectories]").Count));
    }

    private IRenderedComponent<ExperimentDetailPage> RenderWith(ExperimentState state, TrialSummary failed) =>
        RenderWith(state, experiment =>
        {
            Results.Trials.Add(failed);
            return experiment with { FailedTrials = 1 };
        });

    private IRenderedComponent<ExperimentDetailPage> RenderWith(ExperimentState state, Func<ExperimentSummary, ExperimentSummary>? change = null)
    {
        var experiment = Sample.Experiment(state: state);
        Results.Experiments.Add(change?.Invoke(experiment) ?? experiment);
        Results.Trials.AddRange(Sample.Trials(state == ExperimentState.Running ? TrialState.Running : TrialState.Completed));
        Results.Series.AddRange([Sample.Series("1-1", "loss", (100, 2), (200, 1)), Sample.Series("1-3", "loss", (100, 2))]);
        return Render<ExperimentDetailPage>(parameters => parameters.Add(page => page.ExperimentId, 1));
    }

    private void Advance(TimeSpan span) => Time.Advance(span);

    private static string Label(IRenderedComponent<ExperimentDetailPage> page, string chart) =>
        page.Find($"[data-chart={chart}] [role=img]").GetAttribute("aria-label")!;

    private static IElement Button(IRenderedComponent<ExperimentDetailPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
