using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>The table of trials in a real browser.</summary>
public sealed class TrialTableTests(Chromium chromium)
{
    private const string Functions = "name: functions\nseeds: [0, 1]\ntrial: { function: sphere }\n"
        + "search: { sampler: random, trials: 300, space: { x1: { min: -1, max: 1 }, x2: { values: [0, 1] } } }\nobjective: { metric: value, direction: minimize }\n";

    [Fact]
    public async Task Table_OfManyTrials_HoldsFewRowsAndIsFilteredGroupedAndSaved()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        (await FastOdeProcess.Run(workspace, "run", "functions.yaml", "--exit")).Expect(0);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open();
        await page.Go(new Uri(address, "experiments/1"));

        var rows = page.Page.Locator("[data-table=trials] tbody tr[data-trial]");
        await rows.First.WaitForAsync();
        Assert.InRange(await rows.CountAsync(), 10, 100);
        await page.Page.Locator(".table-scroll.tall").EvaluateAsync("table => table.scrollTop = table.scrollHeight");
        await page.Page.Locator("[data-trial='1-600']").WaitForAsync();
        Assert.Empty(await page.Barriers());

        await page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Filter trials" }).FillAsync("x2=1 seed=0");
        await page.Page.GetByText("of 600 trials match").WaitForAsync();
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("trial,x1,x2,seed,state,attempts,value", lines[0]);
        Assert.InRange(lines.Length, 100, 200);
        Assert.All(lines.Skip(1), line => Assert.Equal(("1", "0", "completed"), (line.Split(',')[2], line.Split(',')[3], line.Split(',')[4])));

        await page.Page.GetByLabel("Group by assignment").CheckAsync();
        await page.Page.Locator("[data-table=assignments] tbody tr[data-assignment]").First.WaitForAsync();
        Assert.Contains("group=assignment", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
        Assert.Empty(await page.Barriers());

        await page.Go(new Uri(address, "experiments/1?tab=search"));
        Assert.Equal(600, await page.Points("parallel", moreThan: 0));
        Assert.True(await page.Points("scatter-x1", moreThan: 0) > 600);
        var axis = (await page.Page.Locator("[data-chart=parallel] .chart-canvas").BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(axis.X + 50, axis.Y + 100);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(axis.X + 50, axis.Y + 200, new MouseMoveOptions { Steps = 8 });
        await page.Page.Mouse.UpAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Show the marked trials in the table" }).ClickAsync();
        await page.Page.GetByText("of 600 trials match").WaitForAsync();
        Assert.Contains("filter=x1%3E%3D", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
        Assert.Empty(await page.Barriers());
    }
}
