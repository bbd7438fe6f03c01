using Bunit;
using FastOde.Contracts.Experiments;
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

        Assert.Equal("editor:2: trial.wrong: unknown key", page.Find(".problems button code").TextContent);
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

    [Fact]
    public void Problem_Chosen_GoesToItsLine()
    {
        Navigate("/new?example=mistaken");
        var page = Render<NewSweepPage>();

        page.Find(".problems button").Click();

        Assert.Equal(2, JSInterop.Invocations["fastOdeEditor.goTo"].Single().Arguments[1]);
    }

    [Fact]
    public void Example_WithAComment_SaysWhatItShows()
    {
        Navigate("/new?example=explained");

        Assert.Equal("What curvature costs.", Render<NewSweepPage>().Find(".example-summary").TextContent);
    }

    [Fact]
    public void Form_Field_WritesTheText()
    {
        var page = Render<NewSweepPage>();

        Field(page, "name").Change("mine");

        page.WaitForAssertion(() => Assert.Equal("name: mine", page.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public void Typing_Text_WritesTheForm()
    {
        var page = Render<NewSweepPage>();

        page.Find("textarea").Input("name: typed\ntrial: { batchSize: 7 }");

        Assert.Equal(("typed", "7"), (Field(page, "name").GetAttribute("value"), Field(page, "trial.batchSize").GetAttribute("value")));
        page.Find("textarea").Input("name: [");
        Assert.Contains("not valid YAML", page.Find(".spec-form").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_Choice_HasTheDefaultOnce()
    {
        var page = Render<NewSweepPage>();
        page.Find("textarea").Input("name: a\ntrial: { coupling: { kind: learned } }");
        IEnumerable<string?> Options() => page.FindAll("[data-key='trial.coupling.kind'] option").Select(option => option.TextContent);
        Assert.Equal(Options().Distinct(), Options());
        Assert.Empty(page.FindAll("[data-key='trial.coupling.kind'] select.implied"));

        page.Find("[data-key='trial.coupling.kind'] select").Change("");

        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-key='trial.coupling.kind'] select.implied")));
        Assert.Equal("independent", page.Find("[data-key='trial.coupling.kind'] option").TextContent);
        Assert.DoesNotContain("learned", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public void Form_ChangeWithoutRoom_SaysWhyAtTheField()
    {
        var page = Render<NewSweepPage>();
        page.Find("textarea").Input("seeds:\n  - 1\nname: a");

        Field(page, "seeds").Change("2");

        Assert.Contains("stands over several lines", page.Find("[data-key=seeds] [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "How long it takes is not known")]
    [InlineData(3, "About 1 h, 2 at a time, and 3.0 MiB of disk, as 5 earlier trials of the same shape took.")]
    [InlineData(1, "of disk for the 1 of 3 trials of which it is known")]
    public void Page_ValidSpec_SaysWhatItWouldTake(int known, string expected)
    {
        Catalog.Estimated = Estimate(TimeSpan.FromHours(1)) with { Known = known };

        Assert.Contains(expected, Render<NewSweepPage>().Find("[role=status].verdict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_MoreThanADay_Asks()
    {
        Catalog.Estimated = Estimate(TimeSpan.FromHours(25));
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<NewSweepPage>();

        Submit(page).Click();

        dialogs.WaitForAssertion(() => Assert.Contains("About 1 d 1 h", dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(Catalog.Submitted);
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Submit it").Click();
        page.WaitForAssertion(() => Assert.Single(Catalog.Submitted));
    }

    [Fact]
    public void File_Chosen_IsShown()
    {
        var page = Render<NewSweepPage>();

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("name: from a file", "spec.yaml"));

        page.WaitForAssertion(() => Assert.Equal("name: from a file", page.Find("textarea").GetAttribute("value")));
    }

    private static SweepEstimate Estimate(TimeSpan duration) => new() { Trials = 3, Known = 3, Earlier = 5, AtOnce = 2, Duration = duration, Bytes = 3 * 1024 * 1024 };

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<NewSweepPage> page, string key) => page.Find($"[data-key='{key}'] :is(input, select)");

    private static AngleSharp.Dom.IElement Submit(IRenderedComponent<NewSweepPage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Submit");
}
