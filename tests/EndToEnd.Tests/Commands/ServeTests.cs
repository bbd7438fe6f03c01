using System.Net;
using System.Runtime.Versioning;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class ServeTests
{
    [Fact]
    public async Task Dashboard_PageAndItsAssets_AnswerWithContent()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace);
        using var http = new HttpClient() { BaseAddress = await serve.DashboardAddress() };
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
        await Assets.AllAnswer(http);
    }

    [Fact]
    public async Task Serve_ControlC_EndsInOrder()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.DashboardAddress();
        serve.PressControlC();

        var outcome = await serve.End();
        outcome.Expect(0);
        Assert.Equal(["stopping after a checkpoint of each running trial; once more ends at once"], outcome.ErrorLines);
    }

    [Fact]
    public async Task Serve_FirstStartOfANewUser_SaysTheAddressAndNothingElse()
    {
        using var workspace = new Workspace();
        var home = Directory.CreateDirectory(workspace.Path("home")).FullName;
        using var serve = StartAsNewUser(workspace, home, port: 0);
        using var http = new HttpClient() { BaseAddress = await serve.DashboardAddress() };
        await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.StartsWith("dashboard: ", serve.Output, StringComparison.Ordinal);
        Assert.Empty(Logged(serve));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
    }

    [Fact]
    public async Task Serve_AskedHowItStands_SaysThatItIsReadyAndWhatItDoes()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve", "--reserve", "0");
        using var http = new HttpClient() { BaseAddress = await serve.DashboardAddress() };

        Assert.Equal("""{"ready":true,"reasons":{}}""", await http.GetStringAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken));
        var numbers = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("fastode_slots", numbers, StringComparison.Ordinal);
        Assert.Contains("fastode_disk_free_bytes", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("hw_gpu", numbers, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_last_collection_heap_size_bytes", numbers, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Serve_WithAGpu_OffersItsUseToPrometheus()
    {
        using var workspace = new Workspace();
        using var program = new FakeNvidiaSmi("""echo "0, GPU-1b2c, NVIDIA H200, 37, 512, 143771" """);
        using var serve = FastOdeProcess.StartProgram(
            $"PATH={program.SearchPath}:/usr/bin:/bin", workspace.Root, FastOdeProcess.Executable, "serve", "--port", "0", "--gateway-port", "0");
        using var http = new HttpClient() { BaseAddress = await serve.DashboardAddress() };

        string numbers;
        do
            numbers = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        while (!numbers.Contains("hw_gpu", StringComparison.Ordinal));

        Assert.Matches(@"(?m)^hw_gpu_utilization\{.*hw_id=""GPU-1b2c"".*\} 0\.37$", numbers);
        Assert.Matches(@"(?m)^hw_gpu_memory_usage_bytes\{.*hw_name=""gpu-0"".*\} 536870912$", numbers);
        Assert.Matches(@"(?m)^hw_gpu_memory_limit_bytes\{.*hw_model=""NVIDIA H200"".*\} 150754820096$", numbers);
    }

    [Fact]
    public async Task Serve_BelowTheReserve_IsNotReadyAndSaysWhy()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve", "--reserve", "1000000G");
        using var http = new HttpClient() { BaseAddress = await serve.DashboardAddress() };

        using var answer = await http.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("less than the reserve", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Serve_BrowserWithACookieOfAnEarlierProcess_IsServedWithoutAnError()
    {
        using var workspace = new Workspace();
        using var browser = new HttpClientHandler();
        using var http = new HttpClient(browser);
        Uri address;
        using (var first = StartAsNewUser(workspace, workspace.Root, port: 0))
        {
            address = await first.DashboardAddress();
            await http.GetStringAsync(address, TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(browser.CookieContainer.GetCookies(address));
        using var second = StartAsNewUser(workspace, workspace.Root, address.Port);
        await second.DashboardAddress();
        await http.GetStringAsync(address, TestContext.Current.CancellationToken);

        Assert.Empty(Logged(second));
        Assert.NotEmpty(Directory.GetFiles(workspace.Path("data", "keys")));
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData("077")]
    [InlineData("027")]
    public async Task Serve_Umask_IsTheModeOfEveryFileButTheKeys(string umask)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 200));
        using var run = FastOdeProcess.StartProgram(
            "/bin/sh", workspace.Root, "-c", $"umask {umask}; exec {FastOdeProcess.Executable} run spec.yaml --data data --exit --port 0 --gateway-port 0");
        (await run.End()).Expect(0);

        var masked = (UnixFileMode)Convert.ToInt32(umask, 8);
        var entries = Directory.EnumerateFileSystemEntries(workspace.Path("data"), "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(entries, entry => entry.EndsWith(".safetensors", StringComparison.Ordinal));
        Assert.Contains(workspace.Path("data", "experiments.db"), entries);
        Assert.All(entries, entry => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & masked));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(workspace.Path("data")) & masked);
        var keys = Directory.GetFiles(workspace.Path("data", "keys"));
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key)));
    }

    /// <summary>Warnings and errors of the log; what the machine restricts is said on standard error too.</summary>
    private static IEnumerable<string> Logged(FastOdeProcess process) =>
        process.Errors.Split('\n').Where(line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal));

    private static FastOdeProcess StartAsNewUser(Workspace workspace, string home, int port) => FastOdeProcess.StartProgram(
        "/usr/bin/env", workspace.Root, $"HOME={home}", FastOdeProcess.Executable, "serve", "--data", "data", "--port", $"{port}", "--gateway-port", "0");
}
