using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The archive and the deletion of experiments from the command line, with and without a process that runs.</summary>
public sealed class ShelfTests
{
    private const string Functions = "name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1, 2] }, x2: { values: [0] } } }\n"
        + "objective: { metric: value, direction: minimize }\n";

    [Fact]
    public async Task Shelf_WhereNothingRuns_IsWrittenAndInTheAudit()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        await Run(workspace, 0, "run", "functions.yaml", "--exit");

        Assert.Contains("experiment 1 functions: archived", (await Run(workspace, 0, "archive", "functions")).Output, StringComparison.Ordinal);
        Assert.Equal(0, await Total(workspace, "ls", "--json"));
        Assert.Equal(1, await Total(workspace, "ls", "--json", "--query", "archived:yes"));
        await Run(workspace, 0, "archive", "functions", "--restore");
        Assert.Contains("fastode rm 1 --undo takes it back", (await Run(workspace, 0, "rm", "functions")).Output, StringComparison.Ordinal);
        Assert.Contains("no experiment of this id or name", Assert.Single((await Run(workspace, 2, "show", "functions")).ErrorLines), StringComparison.Ordinal);
        Assert.Equal(1, await Total(workspace, "ls", "--json", "--query", "deleted:yes"));
        Assert.Contains("taken back", (await Run(workspace, 0, "rm", "functions", "--undo")).Output, StringComparison.Ordinal);
        Assert.Equal(1, await Total(workspace, "ls", "--json"));

        var audit = (await Run(workspace, 0, "audit")).Output;
        Assert.All(["experiment.archive", "experiment.restore", "experiment.delete", "experiment.undelete"], action => Assert.Contains(action, audit, StringComparison.Ordinal));
        Assert.Contains("--query: archived:maybe: expected yes, no or any", (await Run(workspace, 2, "ls", "--query", "archived:maybe")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shelf_BesideAServe_IsKeptByItAndRefusesWhatRuns()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        workspace.Write("long.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.Line(line => line.StartsWith("clients: 127.0.0.1:", StringComparison.Ordinal));
        await Run(workspace, 0, "submit", "functions.yaml");
        await Run(workspace, 0, "watch", "1");
        await Run(workspace, 0, "submit", "long.yaml");

        var refused = await Run(workspace, 2, "rm", "small");
        var deleted = JsonNode.Parse((await Run(workspace, 0, "rm", "1", "--json")).Output)!;

        Assert.Contains("experiment 2 is running: cancel it first", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.NotNull(deleted["goesAt"]);
        Assert.NotNull(JsonNode.Parse((await Run(workspace, 0, "archive", "1", "--json")).Output)!["archivedAt"]);
        Assert.Equal("running", (string)JsonNode.Parse((await Run(workspace, 0, "archive", "2", "--json")).Output)!["state"]!);
    }

    private static async Task<int> Total(Workspace workspace, params string[] arguments) =>
        (int)JsonNode.Parse((await Run(workspace, 0, arguments)).Output)!["total"]!;

    private static async Task<Outcome> Run(Workspace workspace, int exitCode, params string[] arguments) =>
        (await FastOdeProcess.Run(workspace, arguments)).Expect(exitCode);
}
