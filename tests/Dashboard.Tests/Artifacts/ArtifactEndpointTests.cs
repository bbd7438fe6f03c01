using System.Net;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Artifacts;
using FastOde.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Tests.Artifacts;

public sealed class ArtifactEndpointTests : IAsyncLifetime
{
    private readonly FakeArtifacts artifacts = new();
    private readonly HttpClient http = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IArtifactReader>(artifacts);
        app = builder.Build();
        ArtifactEndpoint.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        http.BaseAddress = new Uri(app.Urls.First() + "/");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("euler", 4)]
    [InlineData("dpm-solver++2m", 10)]
    public async Task Get_RecordedGrid_IsAPngThatTheBrowserKeeps(string solver, double number)
    {
        var grid = artifacts.Add("1-2", Sample.Grid(1500, solver, number), FakeArtifacts.Png);

        using var answer = await Get(ArtifactAddress.Of("1-2", grid));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(FakeArtifacts.Png, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_ContentThatTheBrowserHas_IsNotSentAgain()
    {
        var grid = artifacts.Add("1-2", Sample.Grid(1500, "euler", 4), FakeArtifacts.Png);
        using var first = await Get($"files/1-2/{grid.Path}");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri($"files/1-2/{grid.Path}", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.True(second.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Get_Checkpoint_IsSavedUnderItsName()
    {
        var checkpoint = artifacts.Add("1-1", Sample.Detail(Sample.Trial(1)).Artifacts[0], [1, 2, 3]);

        using var answer = await Get(ArtifactAddress.Of("1-1", checkpoint));

        Assert.Equal("checkpoint-1000.safetensors", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("files/1-3/artifacts/1/2/samples/1500/euler-4.png")]
    [InlineData("files/1-2/artifacts/1/2/samples/1500/euler-8.png")]
    [InlineData("files/1-2/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("files/1-2/..%2f..%2fexperiments.db")]
    [InlineData("files/1-2/artifacts/1/2/samples/1500/..%2f1500/euler-4.png")]
    [InlineData("files/1-2/%2fetc%2fpasswd")]
    [InlineData("files/1-2/")]
    public async Task Get_AnythingElse_IsNotFound(string address)
    {
        artifacts.Add("1-2", Sample.Grid(1500, "euler", 4), FakeArtifacts.Png);

        using var answer = await Get(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> Get(string address) =>
        http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
