using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>An open page while its server goes and comes back.</summary>
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task Page_ServerThatComesBack_GoesOnWithStateAndDraft()
    {
        using var workspace = new Workspace();
        string port;
        WatchedPage page;
        using (var serve = FastOdeProcess.Start(workspace, "serve"))
        {
            var address = await serve.DashboardAddress();
            port = $"{address.Port}";
            page = await chromium.Open();
            await page.Go(new Uri(address, "new"));
            await page.Page.GetByLabel("Spec, YAML or JSON").FillAsync("name: half a spec");
            await page.Page.WaitForFunctionAsync("() => localStorage.getItem('fastode.draft') === 'name: half a spec'");
            serve.Kill();
        }

        var line = page.Page.Locator("#components-reconnect-modal .reconnecting");
        await line.WaitForAsync();
        Assert.False(await page.Page.Locator("#blazor-error-ui").IsVisibleAsync());

        using var again = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, "serve", "--port", port, "--gateway-port", "0");
        await again.DashboardAddress();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('textarea')?.value === 'name: half a spec' && !document.querySelector('.components-reconnect-show, .components-reconnect-failed')", null, new() { Timeout = 90_000 });
        Assert.EndsWith("/new", page.Page.Url, StringComparison.Ordinal);
        await page.DisposeAsync();
    }
}
