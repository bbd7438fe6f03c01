using Bunit;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class NewSweepPageTests : DashboardContext
{
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    [Fact]
    public void Page_NoExampleNamed_StartsFromTheTwoGaussians()
    {
        var page = Render<NewSweepPage>();

        Assert.Equal("name: two-gaussians", page.Find("textarea").GetAttribute("value"));
        Assert.Contains("It makes 3 trials: 1 × 3 seeds.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ExampleInAddress_IsShownWithItsProblems()
    {
        Navigate("/new?example=mistaken");

        var page = Render<NewSweepPage>();

        Assert.Equal("editor:2: trial.wrong: unknown key", page.Find(".problems code").TextContent);
        Assert.Equal("2", page.Find(".spec-gutter .problem").TextContent);
        Assert.Contains("--line: 1", page.Find(".spec-stripe").GetAttribute("style"), StringComparison.Ordinal);
        Assert.True(Submit(page).HasAttribute("disabled"));
    }

    [Fact]
    public void Page_ExperimentInAddress_StartsFromItsSpec()
    {
        Results.Experiments.Add(Sample.Experiment(7));
        Navigate("/new?from=7");

        var page = Render<NewSweepPage>();

        page.WaitForAssertion(() => Assert.Equal("name: as written", page.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public void Page_ExperimentThatIsNotThere_SaysSo()
    {
        Navigate("/new?from=7");

        var page = Render<NewSweepPage>();

        Assert.Equal("name: two-gaussians", page.Find("textarea").GetAttribute("value"));
        Assert.Contains(Messages, notice => notice.Contains("There is no experiment 7", StringComparison.Ordinal));
    }

    [Fact]
    public void Typing_AfterAPause_IsChecked()
    {
        var page = Render<NewSweepPage>();

        page.Find("textarea").Input("name: b\n\nwrong: 2");
        Assert.Empty(page.FindAll(".problems"));
        Time.Advance(LongPause);

        page.WaitForAssertion(() => Assert.Contains("editor:3:", page.Find(".problems").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Typing_Text_IsNotSentBackToTheEditor()
    {
        var page = Render<NewSweepPage>();

        page.Find("textarea").Input("name: typed");
        Time.Advance(LongPause);

        Assert.Equal("name: two-gaussians", page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public void Submit_ValidSpec_OpensTheExperiment()
    {
        var page = Render<NewSweepPage>();
        page.Find("textarea").Input("name: typed");

        Submit(page).Click();

        page.WaitForAssertion(() => Assert.EndsWith("/experiments/7", Address, StringComparison.Ordinal));
        Assert.Equal(["name: typed"], Catalog.Submitted);
    }

    [Fact]
    public void Submit_CatalogThatFails_TellsWhy()
    {
        Catalog.Failure = new InvalidOperationException("the data directory is read-only");
        var page = Render<NewSweepPage>();

        Submit(page).Click();

        page.WaitForAssertion(() => Assert.Contains("The spec could not be submitted: the data directory is read-only", Messages));
    }

    [Fact]
    public void Typing_AfterAPause_KeepsADraftInTheBrowser()
    {
        var page = Render<NewSweepPage>();

        page.Find("textarea").Input("name: half");
        Time.Advance(LongPause);

        page.WaitForAssertion(() => Assert.Equal("name: half", JSInterop.Invocations["fastOdeDraft.write"].Single().Arguments[0]));
    }

    [Fact]
    public void Page_WithADraft_GoesOnWithIt()
    {
        JSInterop.Setup<string?>("fastOdeDraft.read").SetResult("name: half");

        var page = Render<NewSweepPage>();

        Assert.Equal("name: half", page.Find("textarea").GetAttribute("value"));
        page.Find(".text-button").Click();
        Assert.Equal("name: two-gaussians", page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public void Page_WithADraftAndAnExampleInItsAddress_ShowsTheExample()
    {
        JSInterop.Setup<string?>("fastOdeDraft.read").SetResult("name: half");
        Navigate("/new?example=two-gaussians");

        Assert.Equal("name: two-gaussians", Render<NewSweepPage>().Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public void Submit_ValidSpec_ForgetsTheDraft()
    {
        var page = Render<NewSweepPage>();
        page.Find("textarea").Input("name: typed");

        Submit(page).Click();

        page.WaitForAssertion(() => Assert.Single(JSInterop.Invocations["fastOdeDraft.forget"]));
    }

    private static AngleSharp.Dom.IElement Submit(IRenderedComponent<NewSweepPage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Submit");
}
