using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Net.WebSockets;
using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard at an address that other machines reach: TLS, accounts, tokens, roles.</summary>
public sealed class OpenDoorTests(Chromium chromium)
{
    private const string Password = "correct horse battery";
    private const string Name = "lab.example";

    [Fact]
    public async Task Serve_OpenAddress_AsksWhoIsThereAndGoesByTheRole()
    {
        using var workspace = new Workspace();
        var bound = OwnAddress();
        string[] serving = ["serve", "--bind", bound.ToString(), "--verbose", .. SelfSigned.Write(workspace, bound, Name)];
        var refused = await FastOdeProcess.Run(workspace, serving);
        refused.Expect(2);
        Assert.Contains("no enabled account has the role admin; add one first: fastode account add NAME --role admin", refused.Errors, StringComparison.Ordinal);
        await Add(workspace, "anna", "admin");
        var token = (await FastOdeProcess.Run(workspace, "token", "create", "nightly", "--account", "anna", "--role", "viewer")).Expect(0).Output.Trim();

        using var serve = FastOdeProcess.Start(workspace, serving);
        var address = await serve.DashboardAddress();
        Assert.Equal(("https", bound.ToString()), (address.Scheme, address.Host.Trim('[', ']')));
        using var http = Client();

        Assert.Equal(HttpStatusCode.OK, await Status(http, address, "/health"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, address, "/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, address, "/files/1-1/none.png"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, address, "/_blazor/negotiate", token + "x"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(http, address, "/files/1-1/none.png", token));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(http, address, "/audit", token));
        Assert.Equal(HttpStatusCode.OK, await Status(http, address, "/health", host: Name));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(http, address, "/health", host: "evil.example"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Socket(address));

        await SignInAndChange(address);
        await TryTooOften(http, address);

        Assert.Contains("sign-in", (await FastOdeProcess.Run(workspace, "audit", "--about", "account anna")).Output, StringComparison.Ordinal);
        foreach (var secret in (string[])[Password, token])
        {
            Assert.DoesNotContain(secret, serve.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, serve.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_OfAnAccountThatIsDisabled_EndsByItself()
    {
        using var workspace = new Workspace();
        await Add(workspace, "anna", "admin");
        await Add(workspace, "vera", "viewer");
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        await using var page = await chromium.Open();
        await SignIn(page, new Uri(address, "new"), "vera", Password);
        await page.Page.GetByText("To submit it needs the role operator.").WaitForAsync();
        Assert.True(await page.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).IsDisabledAsync());
        Assert.Equal(0, await page.Page.GetByText("Audit", new() { Exact = true }).CountAsync());

        (await FastOdeProcess.Run(workspace, "account", "disable", "vera")).Expect(0);

        await page.Page.WaitForURLAsync("**/sign-in?return=%2Fnew");
    }

    private async Task SignInAndChange(Uri address)
    {
        await using var page = await chromium.Open(trustsAnyCertificate: true);
        await SignIn(page, address, "anna", "not the password");
        await page.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await SignIn(page, new Uri(address, "new"), "anna", Password);
        var editor = page.Page.GetByLabel("Spec, YAML or JSON");
        await editor.FillAsync("name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1] }, x2: { values: [0] } } }");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/experiments/1");
        await page.Page.GetByText("Audit", new() { Exact = true }).ClickAsync();
        await page.Page.GetByText("experiment.submit").First.WaitForAsync();
        Assert.Contains("account anna", await page.Page.Locator("[data-table=audit]").InnerTextAsync(), StringComparison.Ordinal);

        var cookie = Assert.Single(await page.Page.Context.CookiesAsync(), cookie => cookie.Name.StartsWith("fastode-", StringComparison.Ordinal));
        Assert.True(cookie is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Lax });
        await page.Page.GotoAsync(new Uri(address, "account").ToString());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/sign-in?return=%2F");
        Assert.Empty(page.Errors);
    }

    private static async Task SignIn(WatchedPage page, Uri address, string name, string password)
    {
        await page.Page.GotoAsync(address.ToString());
        await page.Page.GetByLabel("Name").FillAsync(name);
        await page.Page.GetByLabel("Password").FillAsync(password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task TryTooOften(HttpClient http, Uri address)
    {
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 12; i++)
        {
            using var content = new FormUrlEncodedContent([new("Form.Name", "anna")]);
            using var answer = await http.PostAsync(new Uri(address, "sign-in"), content, TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.BadRequest, answers);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, Uri address, string path, string? token = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Host = host is null ? null : $"{host}:{address.Port}";
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Socket(Uri address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"wss://{address.Authority}/_blazor"), TestContext.Current.CancellationToken));
        return socket.HttpStatusCode;
    }

    private static HttpClient Client() => new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject,
    });

    /// <summary>An address of this machine that others reach, or all addresses where it has none.</summary>
    private static IPAddress OwnAddress()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (own is null)
            Assert.Skip("this machine has no address but loopback ones");
        return own;
    }

    private static async Task Add(Workspace workspace, string name, string role)
    {
        using var process = FastOdeProcess.Start(workspace, "account", "add", name, "--role", role);
        await process.Write(Password + "\n");
        (await process.End()).Expect(0);
    }
}
