using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>The list of experiments in a real browser.</summary>
public sealed class ExperimentsPageTests(Chromium chromium)
{
    private const string Functions = "name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1, 2] }, x2: { values: [0] } } }\n"
        + "objective: { metric: value, direction: minimize }\n";

    [Fact]
    public async Task List_LeftOpen_ShowsNewExperimentsAndTakesADeletionBack()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open();
        await page.Go(address);
        await page.Page.GetByText("No experiments yet").WaitForAsync();

        (await FastOdeProcess.Run(workspace, "submit", "functions.yaml")).Expect(0);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "functions" }).WaitForAsync();
        await page.Page.GetByText("completed", new() { Exact = true }).Filter(new() { Visible = true }).WaitForAsync();

        await Button(page, "Edit name, tags and notes of functions").ClickAsync();
        await Box(page, "Tags, separated by spaces").FillAsync("paper");
        await Box(page, "Notes").FillAsync("what I saw");
        Assert.Empty(await page.Barriers());
        await Button(page, "Save").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "paper" }).WaitForAsync();

        await Button(page, "Delete functions").ClickAsync();
        await page.Page.GetByText("No experiment matches").WaitForAsync();
        await Button(page, "Undo").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "functions" }).ClickAsync();
        await page.Page.GetByText("what I saw").WaitForAsync();
        Assert.Empty(page.Errors);
        Assert.Empty(await page.Barriers());
    }

    private static ILocator Button(WatchedPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Box(WatchedPage page, string name) => page.Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });
}
