using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>A private S3-compatible store, s3rver, on a loopback port; it has one bucket. Tests of it are skipped where it is not installed.</summary>
public sealed class S3Server : IAsyncLifetime
{
    public const string Bucket = "fastode";

    private static readonly string Program = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "fastode-tests", "node_modules", ".bin", "s3rver");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fastode-s3-");
    private Process? server;

    /// <summary>What a process needs in its environment to reach the store.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            return;
        var port = FreePort();
        server = Process.Start(new ProcessStartInfo(
            Program, ["--directory", folder.FullName, "--address", "127.0.0.1", "--port", $"{port}", "--configure-bucket", Bucket, "--silent"]));
        Variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = $"http://127.0.0.1:{port}",
            // The keys that s3rver has for everybody.
            ["AWS_ACCESS_KEY_ID"] = "S3RVER",
            ["AWS_SECRET_ACCESS_KEY"] = "S3RVER",
        };
        using var http = new HttpClient();
        while (!await Answers(http, port))
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    /// <summary>Skips the test where there is no such server.</summary>
    public void Require() => Assert.SkipWhen(server is null, $"{Program} is not there; ./test installs it by npm");

    public ValueTask DisposeAsync()
    {
        server?.Kill(entireProcessTree: true);
        server?.WaitForExit();
        server?.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> Answers(HttpClient http, int port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
