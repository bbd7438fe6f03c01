using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Limits of a stored study, by the command.</summary>
public sealed class LimitsTests
{
    private const string Spec = """
        name: limited
        trial: { function: sphere }
        search: { space: { x1: { values: [1, 2] }, x2: { values: [0] } } }
        limits: { concurrentTrials: 2 }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limits_OfAStudy_AreSaidChangedAndWrittenDown()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);

        Assert.Equal("experiment 1: 2 trials at once, 2 retries, priority 0\n", (await FastOdeProcess.Run(workspace, "limits", "1")).Expect(0).Output);
        var changed = await FastOdeProcess.Run(workspace, "limits", "1", "--trials", "all", "--priority", "-5");
        Assert.Equal("experiment 1: as many trials at once as there are slots, 2 retries, priority -5\n", changed.Expect(0).Output);
        Assert.Equal(changed.Output, (await FastOdeProcess.Run(workspace, "limits", "1")).Expect(0).Output);
        Assert.Contains("experiment.limits", (await FastOdeProcess.Run(workspace, "audit")).Expect(0).Output, StringComparison.Ordinal);

        Assert.Contains("--trials 0: expected a number from 1 to 65536, or all", (await FastOdeProcess.Run(workspace, "limits", "1", "--trials", "0")).Expect(2).Errors, StringComparison.Ordinal);
        Assert.Equal(-5, (int)JsonNode.Parse((await FastOdeProcess.Run(workspace, "limits", "limited", "--json")).Expect(0).Output)!["priority"]!);
        Assert.Contains("7: no experiment of this id or name", (await FastOdeProcess.Run(workspace, "limits", "7")).Expect(2).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_OfARunningProcess_AreHeededAtOnceAndOverRest()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = new Uri(await serve.DashboardAddress(), "/api/v1/") };
        (await FastOdeProcess.Run(workspace, "submit", "spec.yaml")).Expect(0);

        Assert.Contains("1 trial at once, 2 retries, priority 7", (await FastOdeProcess.Run(workspace, "limits", "limited", "--trials", "1", "--priority", "7")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal("{\"concurrentTrials\":1,\"retries\":2,\"priority\":7}", await http.GetStringAsync("experiments/1/limits", Cancellation));

        using var changed = await http.PutAsJsonAsync("experiments/1/limits", new { concurrentTrials = (int?)null, retries = 5, priority = -1 }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("experiment 1: as many trials at once as there are slots, 5 retries, priority -1\n", (await FastOdeProcess.Run(workspace, "limits", "1")).Expect(0).Output);

        using var refused = await http.PutAsJsonAsync("experiments/1/limits", new { concurrentTrials = 0, retries = 5, priority = -1 }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("limits.concurrentTrials: 0 is out of range", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var partial = await http.PutAsJsonAsync("experiments/1/limits", new { priority = 3 }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, partial.StatusCode);
        Assert.Contains("retries", await partial.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var missing = await http.GetAsync(new Uri("experiments/9/limits", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(2, (await FastOdeProcess.Run(workspace, "audit")).Expect(0).Output.Split("experiment.limits").Length - 1);
    }
}
