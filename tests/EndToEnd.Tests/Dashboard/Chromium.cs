using FastOde.EndToEnd.Tests.Dashboard;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>
/// The system's Chromium, started once. A machine without one skips the browser tests and says so; in continuous
/// integration (<c>CI=true</c>) that is a failure.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>A name of somebody else's that this browser finds at 127.0.0.1, as one finds it whose owner rebinds it.</summary>
    public const string ReboundName = "evil.example";

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // The network belongs to the page alone: no updates, no accounts, no look-ups of the browser's own.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--host-resolver-rules=MAP {ReboundName} 127.0.0.1",
    ];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Opens an empty page that remembers every error of its console.</summary>
    public async Task<WatchedPage> Open(ColorScheme scheme = ColorScheme.Light, int width = 1600, int height = 1000, bool trustsAnyCertificate = false)
    {
        var browser = await Start();
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            IgnoreHTTPSErrors = trustsAnyCertificate,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return new WatchedPage(page);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    private static string Executable()
    {
        var found = Environment.GetEnvironmentVariable("FASTODE_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (found is not null)
            return found;
        const string Missing = "no Chromium on this machine: apt-get install chromium, or set FASTODE_CHROMIUM to its path";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        Assert.Skip(Missing);
        return "";
    }

    private async Task<IBrowser> Start()
    {
        var executable = Executable();
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments });
        }
        finally
        {
            starting.Release();
        }
    }
}
