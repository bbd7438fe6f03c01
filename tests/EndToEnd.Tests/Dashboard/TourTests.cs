using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>
/// The walk of docs/tour.md on an empty data directory. <c>FASTODE_WRITE_TOUR=1</c> trains the study in full and draws the pictures of
/// the document; otherwise it is made shorter in the form.
/// </summary>
public sealed class TourTests(Chromium chromium)
{
    private const float Minutes = 60_000;
    private static readonly bool Draws = Environment.GetEnvironmentVariable("FASTODE_WRITE_TOUR") == "1";

    [Fact]
    public async Task Tour_FromAnEmptyDirectoryToATrial_FindsWhatItShows()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve", "--slots", "2");
        await using var watched = await chromium.Open(width: 1360, height: 820);
        var page = watched.Page;
        if (Draws)
            page.SetDefaultTimeout(8 * Minutes);
        await watched.Go(await serve.DashboardAddress());
        await page.GetByText("No experiments yet").WaitForAsync();
        await Picture(page, "first-page");

        await page.GetByRole(AriaRole.Link, new() { Name = "a new sweep with the two-Gaussian example" }).ClickAsync();
        await page.GetByText("Valid. It makes 8 trials").WaitForAsync();
        await Picture(page, "new-sweep");
        if (!Draws)
            await Shorten(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await page.WaitForURLAsync("**/experiments/1");
        await watched.Points("loss", moreThan: Draws ? 250 : 2);
        await page.Locator("[data-chart='loss']").EvaluateAsync("chart => chart.scrollIntoView({ block: 'center' })");
        await Picture(page, "live");
        await page.Locator(".head-facts").GetByText("completed", new() { Exact = true }).WaitForAsync(new() { Timeout = 8 * Minutes });

        await page.GetByRole(AriaRole.Link, new() { Name = "Comparison" }).ClickAsync();
        await watched.Points("nfe", moreThan: 20);
        await Picture(page, "comparison");
        await page.GetByRole(AriaRole.Link, new() { Name = "Trajectories" }).ClickAsync();
        await page.Locator("[data-chart='trajectories'] path").First.WaitForAsync();
        await Picture(page, "trajectories");
        await page.GetByRole(AriaRole.Link, new() { Name = "Trials", Exact = true }).ClickAsync();
        await page.Locator(".trial-table").GetByRole(AriaRole.Link, new() { Name = "1-1", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/trials/1-1");
        await page.Locator("h2", new() { HasText = "Evaluation" }).WaitForAsync();
        await page.Locator("h2", new() { HasText = "Evaluation" }).EvaluateAsync("head => { head.scrollIntoView(); window.scrollBy(0, -80); }");
        await Picture(page, "trial");

        Assert.Empty(watched.Errors);
    }

    private static async Task Shorten(IPage page)
    {
        foreach (var (field, value) in new[] { ("Evaluate every", "200"), ("Iterations", "200") })
        {
            await page.GetByLabel(field, new() { Exact = true }).FillAsync(value);
            await page.GetByLabel(field, new() { Exact = true }).BlurAsync();
        }

        await page.WaitForFunctionAsync("() => document.querySelector('textarea').value.includes('iterations: 200') && document.querySelector('textarea').value.includes('every: 200')");
    }

    private static async Task Picture(IPage page, string name)
    {
        if (!Draws)
            return;
        await page.EvaluateAsync("() => document.fonts.ready");
        await page.ScreenshotAsync(new()
        {
            Path = System.IO.Path.Combine(FastOdeProcess.Repository, "docs", "tour", name + ".png"),
            Animations = ScreenshotAnimations.Disabled,
            Style = ".mud-snackbar { visibility: hidden; }",
        });
    }
}
