using FastOde.Silo.Access;
using Microsoft.AspNetCore.Http;

namespace FastOde.Silo.Tests.Access;

public sealed class OwnPagesTests
{
    [Theory]
    [InlineData("localhost:5080", "http://localhost:5080")]
    [InlineData("LOCALHOST:5080", "http://localhost:5080")]
    [InlineData("127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("[::1]:5080", "http://[::1]:5080")]
    [InlineData("localhost", "http://localhost")]
    [InlineData("localhost:5080", null)]
    public void Refusal_PostOfAnOwnPageOrOfAProgram_IsNone(string host, string? origin) => Assert.Null(OwnPages.Refusal(Request("POST", host, origin), HostNames.Loopback));

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://evil.example:5080")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:5081")]
    [InlineData("https://localhost:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080.evil.example")]
    [InlineData("http://localhost:5080@evil.example")]
    [InlineData("http://evil.example@localhost:5080")]
    [InlineData("http://localhost.:5080")]
    [InlineData("http://localhost:5080/")]
    [InlineData("file://")]
    public void Refusal_AnyOtherOrigin_IsForbidden(string origin)
    {
        foreach (var method in (string[])["GET", "POST", "PUT", "DELETE", "CONNECT"])
        {
            var refusal = OwnPages.Refusal(Request(method, "localhost:5080", origin), HostNames.Loopback);
            Assert.Equal(StatusCodes.Status403Forbidden, refusal?.Status);
            Assert.Contains($"'{origin}'", refusal!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refusal_TwoOrigins_IsForbidden()
    {
        var request = Request("GET", "localhost:5080", null);
        request.Headers.Origin = new(["http://localhost:5080", "http://evil.example"]);
        Assert.Equal(StatusCodes.Status403Forbidden, OwnPages.Refusal(request, HostNames.Loopback)?.Status);
    }

    [Theory]
    [InlineData("evil.example:5080", "http://evil.example:5080")]
    [InlineData("evil.example:5080", null)]
    [InlineData("", null)]
    public void Refusal_HostThatIsNoLoopbackName_IsABadRequest(string host, string? origin)
    {
        var refusal = OwnPages.Refusal(Request("GET", host, origin), HostNames.Loopback);
        Assert.Equal(StatusCodes.Status400BadRequest, refusal?.Status);
        Assert.Contains("loopback names only", refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "cross-site", false, true)]
    [InlineData("POST", "same-site", false, true)]
    [InlineData("GET", "cross-site", true, true)]
    [InlineData("POST", "same-origin", false, false)]
    [InlineData("POST", "none", false, false)]
    [InlineData("GET", "cross-site", false, false)]
    public void Refusal_NoOriginButAWordOfTheSite_GoesByTheWord(string method, string site, bool upgrades, bool isRefused)
    {
        var request = Request(method, "localhost:5080", null);
        request.Headers["Sec-Fetch-Site"] = site;
        if (upgrades)
            request.Headers.Upgrade = "websocket";
        Assert.Equal(isRefused, OwnPages.Refusal(request, HostNames.Loopback) is not null);
    }

    [Theory]
    [InlineData(2 << 20, false)]
    [InlineData((2 << 20) + 1, true)]
    public void Refusal_Body_GoesByItsLength(long bytes, bool isRefused)
    {
        var request = Request("POST", "localhost:5080", null);
        request.ContentLength = bytes;
        Assert.Equal(isRefused ? StatusCodes.Status413PayloadTooLarge : null, OwnPages.Refusal(request, HostNames.Loopback)?.Status);
    }

    [Fact]
    public void Refusal_HiddenCharacters_AreShown()
    {
        var refusal = OwnPages.Refusal(Request("GET", "evil\u001b[2J", null), HostNames.Loopback);
        Assert.Contains(@"evil\u001b[2J", refusal!.Reason, StringComparison.Ordinal);
    }

    private static HttpRequest Request(string method, string host, string? origin)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Scheme = "http";
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Origin = origin;
        return request;
    }
}
