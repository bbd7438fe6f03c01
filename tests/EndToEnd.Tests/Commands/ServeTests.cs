using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class ServeTests
{
    [Fact]
    public async Task Dashboard_PageAndItsAssets_AnswerWithContent()
    {
        using Workspace workspace = new();
        using var serve = FastOdeProcess.Start(workspace);
        using HttpClient http = new() { BaseAddress = await serve.DashboardAddress() };
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
        await Assets.AllAnswer(http);
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
}
