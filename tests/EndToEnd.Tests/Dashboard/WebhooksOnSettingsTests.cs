using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.TestSupport;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>A webhook from its page: added, tried, told of what happens, and removed.</summary>
public sealed class WebhooksOnSettingsTests(Chromium chromium)
{
    [Fact]
    public async Task Settings_AWebhook_IsAddedTestedToldAndRemoved()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        await using var receiver = new WebhookReceiver();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await using var page = await chromium.Open();
        await page.Go(new Uri(await serve.DashboardAddress(), "settings"));
        await page.Page.GetByText("There are none. A webhook is an address").WaitForAsync();

        var form = page.Page.Locator("[data-form='webhook']");
        await form.GetByLabel("Address").FillAsync(receiver.Address);
        await form.GetByLabel("new-best").UncheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Add webhook" }).ClickAsync();
        await page.Page.Locator(".new-token code", new() { HasText = "whsec_" }).WaitForAsync();
        var row = page.Page.Locator("[data-table='webhooks'] tbody tr");
        await row.GetByText("finished, failed, diverged").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Test webhook 1" }).ClickAsync();
        await page.Page.GetByText("Webhook 1: accepted with 204.").WaitForAsync();
        await row.GetByText("test: accepted with 204").WaitForAsync();
        Assert.Empty(await page.Barriers());

        (await FastOdeProcess.Run(workspace, "submit", "spec.yaml")).Expect(0);
        await Assertions.Expect(row).Not.ToContainTextAsync("test: ", new() { Timeout = 30_000 });
        await row.GetByText("accepted with 204").WaitForAsync();
        Assert.Equal(["test", "finished"], receiver.Received.Select(sent => JsonDocument.Parse(sent.Body).RootElement.GetProperty("event").GetString()));

        await row.GetByRole(AriaRole.Button, new() { Name = "Remove webhook 1" }).ClickAsync();
        var question = page.Page.GetByRole(AriaRole.Dialog);
        await question.GetByText("is told of nothing more").WaitForAsync();
        Assert.Empty(await page.Barriers());
        await question.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.Page.GetByText("There are none. A webhook is an address").WaitForAsync();
        Assert.Empty(page.Errors);
    }
}
