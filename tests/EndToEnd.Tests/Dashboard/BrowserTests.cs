using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard in a real browser, on the real executable.</summary>
public sealed class BrowserTests(Chromium chromium, SmallExperiment experiment)
{
    [Fact]
    public async Task ExperimentPage_WhileItTrains_ShowsCurvesThatMove()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit");
        var address = await run.DashboardAddress();
        await using var page = await chromium.Open();

        await page.Go(new Uri(address, "experiments/1"));
        var losses = await page.Points("loss", moreThan: 0);
        var curvatures = await page.Points("curvature", moreThan: 0);
        Assert.True(await page.Points("loss", losses) > losses);
        Assert.True(await page.Points("curvature", curvatures) > curvatures);

        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task ExperimentPage_PauseResumeAndCancel_ChangeItsState()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml");
        var address = await run.DashboardAddress();
        await using var page = await chromium.Open();
        await page.Go(new Uri(address, "experiments/1"));
        await page.Points("loss", moreThan: 0);

        await Press(page, "Pause");
        await Press(page, "Resume");
        await Press(page, "Cancel");
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
        await page.Page.GetByText("cancelled", new() { Exact = true }).First.WaitForAsync();

        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task NewSweep_SpecWithAMistake_IsExplainedAndOnceMendedRuns()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open();
        await page.Go(new Uri(address, "new"));
        var editor = page.Page.GetByLabel("Spec, YAML or JSON");
        var submit = page.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" });

        await editor.FillAsync(TestSpecs.Small(iterations: 200).Replace("batchSize", "batchSzie", StringComparison.Ordinal));
        await page.Page.GetByText("trial.batchSzie").First.WaitForAsync();
        Assert.True(await submit.IsDisabledAsync());
        await editor.FillAsync(TestSpecs.Small(iterations: 150));
        var iterations = page.Page.GetByLabel("Iterations");
        await Assertions.Expect(iterations).ToHaveValueAsync("150");
        await iterations.FillAsync("200");
        await iterations.BlurAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('textarea').value.includes('iterations: 200')");
        await submit.ClickAsync();

        await page.Page.WaitForURLAsync("**/experiments/1");
        await page.Page.GetByText("completed", new() { Exact = true }).First.WaitForAsync();
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task EveryPage_OfAFinishedExperiment_FitsItsWindowWithoutAnErrorOrABarrier(ColorScheme scheme, int width)
    {
        using var serve = FastOdeProcess.Start(experiment.Workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open(scheme, width);

        List<string> barriers = [];
        foreach (var path in (string[])["", "new?example=two-gaussians", "slots", "access", "audit", "settings", "trials/1-1", "compare?trials=1-1,1-3", "experiments/1?tab=spec", "experiments/99"])
        {
            await page.Go(new Uri(address, path));
            await Look();
        }

        await page.Go(new Uri(address, "experiments/1"));
        await page.Points("loss", moreThan: 10);
        await Look();
        await page.Go(new Uri(address, "experiments/1?tab=comparison"));
        await page.Points("nfe", moreThan: 3);
        await Look();
        await page.Go(new Uri(address, "experiments/1?tab=trajectories"));
        await page.Page.Locator("[data-chart='trajectories'] path").First.WaitForAsync();
        await Look();

        Assert.Empty(page.Errors);
        Assert.Empty(barriers);

        async Task Look()
        {
            barriers.AddRange(await page.Barriers());
            barriers.AddRange(await page.Overflows());
        }
    }

    [Theory]
    [InlineData("", "Experiments")]
    [InlineData("new", "New sweep")]
    [InlineData("slots", "Slots")]
    [InlineData("settings", "Settings")]
    [InlineData("access", "Access")]
    [InlineData("audit", "Audit")]
    [InlineData("compare", "Compare trials")]
    public async Task FirstAnswer_OfAPage_HasItsFrameAndHeadingAndNothingThatIsRead(string path, string heading)
    {
        using var serve = FastOdeProcess.Start(experiment.Workspace, "serve");
        var address = new Uri(await serve.DashboardAddress(), path);
        using var http = new HttpClient();
        await using var page = await chromium.Open();

        var answer = await http.GetStringAsync(address, TestContext.Current.CancellationToken);
        Assert.Contains("class=\"top-bar\"", answer, StringComparison.Ordinal);
        Assert.Contains($">{heading}</h1>", answer, StringComparison.Ordinal);
        Assert.Contains($"<title>{heading} · FastOde</title>", System.Net.WebUtility.HtmlDecode(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("<table", answer, StringComparison.Ordinal);

        await page.Go(address);
        Assert.Equal(heading, await page.Page.Locator("h1").InnerTextAsync());
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("", 300_000)]
    [InlineData("experiments/1", 700_000)]
    public async Task FirstLoad_OfAPage_TakesFewBytes(string path, int most)
    {
        using var serve = FastOdeProcess.Start(experiment.Workspace, "serve");
        await using var page = await chromium.Open();

        await page.Go(new Uri(await serve.DashboardAddress(), path));
        if (path.Length > 0)
            await page.Points("loss", moreThan: 0);

        Assert.InRange(await page.BytesReceived(), 100_000, most);
    }

    private static Task Press(WatchedPage page, string button) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
}
