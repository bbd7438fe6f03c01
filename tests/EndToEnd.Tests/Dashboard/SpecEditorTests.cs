using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>Writing a spec with the keys that are offered.</summary>
public sealed class SpecEditorTests(Chromium chromium)
{
    [Fact]
    public async Task Type_KeyOfAKind_IsOfferedAndTakenByKeyboard()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await using var page = await chromium.Open();
        await page.Go(new Uri(await serve.DashboardAddress(), "new"));
        var text = page.Page.GetByLabel("Spec, YAML or JSON");
        await text.FillAsync("name: a\ntrial:\n  coupling:\n    kind: learned\n    ");

        await text.PressAsync("Control+ ");
        await text.PressSequentiallyAsync("bet");
        var first = page.Page.Locator("#spec-text-suggestions [role=option]").First;
        await Assertions.Expect(first).ToContainTextAsync("beta");
        await Assertions.Expect(text).ToHaveAttributeAsync("aria-activedescendant", "spec-text-suggestions-0");
        Assert.Empty(await page.Barriers());
        await text.PressAsync("Enter");
        await text.PressSequentiallyAsync("3");

        await Assertions.Expect(text).ToHaveValueAsync("name: a\ntrial:\n  coupling:\n    kind: learned\n    beta: 3");
        await page.Page.GetByText("Valid. It makes 1 trial").WaitForAsync();
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Type_BeforeTheOffersAreThere_IsAnsweredOnceTheyAre()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await using var page = await chromium.Open();
        var (asked, loading) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.Page.RouteAsync("**/SpecEditor.*js", async route =>
        {
            asked.SetResult();
            await loading.Task;
            await route.ContinueAsync();
        });
        await page.Go(new Uri(await serve.DashboardAddress(), "new"));
        var text = page.Page.GetByLabel("Spec, YAML or JSON");
        await text.FillAsync("name: a\ntrial:\n  coupling:\n    kind: learned\n    ");
        await text.PressSequentiallyAsync("bet");
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        loading.SetResult();

        await Assertions.Expect(page.Page.Locator("#spec-text-suggestions [role=option]").First).ToContainTextAsync("beta");
    }
}
