using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A receiver on this machine, and processes that tell it what has happened.</summary>
public sealed class WebhookTests
{
    private const string Spec = """
        name: branin
        trial: { function: branin }
        search:
          sampler: sobol
          trials: 6
          space:
            x1: { min: -5, max: 10 }
            x2: { min: 0, max: 15 }
        objective: { metric: value, direction: minimize }
        """;

    [Fact]
    public async Task Kill_BetweenEventAndDelivery_IsMadeUpForByTheNextProcess()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);

        // The first message is taken and never answered.
        await using var receiver = new WebhookReceiver(0);
        using (var server = await Server.Start(workspace))
        {
            var added = (await FastOdeProcess.Run(workspace, "webhook", "add", receiver.Address, "--on", "finished")).Expect(0);
            Assert.StartsWith("whsec_", added.Output, StringComparison.Ordinal);
            await server.Client.SubmitFileAsync(workspace.Path("spec.yaml"), TestContext.Current.CancellationToken);
            await Received(receiver, 1);
            server.Process.Kill();
        }

        using var again = await Server.Start(workspace);
        await Received(receiver, 2);
        Assert.Equal([("notice", 1, "finished", "branin has finished"), ("notice", 1, "finished", "branin has finished")], receiver.Received.Select(sent => Read(sent.Body)));

        (await FastOdeProcess.Run(workspace, "webhook", "test", "1")).Expect(0);
        await Received(receiver, 3);
        Assert.Contains("works", (await FastOdeProcess.Run(workspace, "webhook", "list")).Expect(0).Output, StringComparison.Ordinal);
        (await FastOdeProcess.Run(workspace, "webhook", "rm", "1")).Expect(0);
        Assert.Contains("no webhook has this id", Assert.Single((await FastOdeProcess.Run(workspace, "webhook", "rm", "1")).Expect(2).ErrorLines), StringComparison.Ordinal);
        Assert.Contains("expected an address", Assert.Single((await FastOdeProcess.Run(workspace, "webhook", "add", "ftp://example.org")).Expect(2).ErrorLines), StringComparison.Ordinal);
    }

    private static (string Id, int Sequence, string Event, string Text) Read(string body)
    {
        var json = JsonDocument.Parse(body).RootElement;
        return (json.GetProperty("id").GetString()!.Split('-')[0], json.GetProperty("sequence").GetInt32(), json.GetProperty("event").GetString()!, json.GetProperty("text").GetString()!);
    }

    private static async Task Received(WebhookReceiver receiver, int count)
    {
        while (receiver.Received.Count < count)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }
}
