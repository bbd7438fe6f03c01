using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>Who is answered, seen from a browser and from the network.</summary>
public sealed class AccessTests(Chromium chromium)
{
    [Fact]
    public async Task Dashboard_NameOfAnotherThatPointsHere_IsRefused()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open();

        var answer = await page.Page.GotoAsync($"http://{Chromium.ReboundName}:{address.Port}/new");

        Assert.Equal(400, answer!.Status);
        Assert.Contains($"the host '{Chromium.ReboundName}:{address.Port}', and FastOde answers under loopback names only", await answer.TextAsync(), StringComparison.Ordinal);
        foreach (var host in (string[])["localhost", "127.0.0.1"])
            await page.Go(new Uri($"http://{host}:{address.Port}/new"));
    }

    [Fact]
    public async Task WebSocket_OfAnotherOrigin_IsRefusedAndOfTheOwnIsNot()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();

        Assert.Equal(HttpStatusCode.Forbidden, await Connect(address, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Connect(address, "null"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Connect(address, address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Serve_AddressesInTheEnvironment_AreNotListenedOn()
    {
        using var workspace = new Workspace();
        using var probe = new TcpListener(IPAddress.Any, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        using var serve = FastOdeProcess.StartProgram(
            "/usr/bin/env",
            workspace.Root,
            [$"Kestrel__Endpoints__Http__Url=http://0.0.0.0:{port}", $"ASPNETCORE_URLS=http://0.0.0.0:{port}", FastOdeProcess.Executable, "serve", "--port", "0", "--gateway-port", "0"]);
        await serve.DashboardAddress();

        using var client = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task Serve_AddressThatOthersReach_IsRefusedBeforeAnythingIsCreated()
    {
        using var workspace = new Workspace();
        var outcome = await FastOdeProcess.Run(workspace, "serve", "--bind", "0.0.0.0");

        outcome.Expect(2);
        Assert.StartsWith("--bind 0.0.0.0: other machines reach the dashboard there. That needs TLS, --certificate FILE.pem", outcome.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Fact]
    public async Task Serve_LoopbackOfVersionSix_Answers()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve", "--bind", "::1");
        using var http = new HttpClient { BaseAddress = await serve.DashboardAddress() };
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Answer_OfAnyKind_TellsTheBrowserWhatItMayDo()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = await serve.DashboardAddress() };

        foreach (var path in (string[])["/", "/health", "/new", "/files/1-1/none.png", "/nowhere", "/_framework/blazor.web.js"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
            Assert.EndsWith("; frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Post_LargerThanAnyMessageOfThePage_IsRefused()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = await serve.DashboardAddress() };
        using var content = new ByteArrayContent(new byte[3 << 20]);

        using var answer = await http.PostAsync(new Uri("/new", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> Connect(Uri address, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor"), TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != HttpStatusCode.SwitchingProtocols)
        {
            // The status says what came instead.
        }

        return socket.HttpStatusCode;
    }
}
