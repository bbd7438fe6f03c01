using System.Net;
using System.Text.RegularExpressions;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed partial class ServeTests
{
    [Fact]
    public async Task Dashboard_PageAndItsAssets_AnswerWithContent()
    {
        using Workspace workspace = new();
        using var serve = FastOdeProcess.Start(workspace);
        using HttpClient http = new() { BaseAddress = await serve.DashboardAddress() };
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var assets = Asset().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(assets, asset => asset.Contains(".css", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.Contains("blazor.web", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var answer = await http.GetAsync(new Uri(asset, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Serve_ControlC_EndsInOrder()
    {
        using Workspace workspace = new();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.DashboardAddress();
        serve.PressControlC();

        var outcome = await serve.End();
        outcome.Expect(0);
        Assert.Equal(["stopping after a checkpoint of each running trial; once more ends at once"], outcome.ErrorLines);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+\\.(?:css|js|svg|png|ico)[^\"]*)\"")]
    private static partial Regex Asset();
}
