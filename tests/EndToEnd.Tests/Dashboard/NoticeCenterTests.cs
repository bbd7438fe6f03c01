using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>What an open page tells of studies that are elsewhere.</summary>
public sealed class NoticeCenterTests(Chromium chromium)
{
    [Fact]
    public async Task Experiment_FinishesWhileAnotherPageIsOpen_IsToldAndListed()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await using var page = await chromium.Open();
        await page.Go(new Uri(await serve.DashboardAddress(), "settings"));

        (await FastOdeProcess.Run(workspace, "submit", "spec.yaml")).Expect(0);
        await page.Page.Locator(".notice-count").WaitForAsync();
        await page.Page.Locator(".notice-bell").ClickAsync();

        var told = page.Page.Locator("#notices a", new() { HasText = "finished" });
        await told.WaitForAsync();
        Assert.Empty(await page.Barriers());
        await told.ClickAsync();
        await page.Page.WaitForURLAsync("**/experiments/1**");
        Assert.Empty(page.Errors);
    }
}
