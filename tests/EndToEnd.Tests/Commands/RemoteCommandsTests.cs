using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The commands that work on a running process, and those that read a data directory in which nothing runs.</summary>
public sealed class RemoteCommandsTests(SmallExperiment experiment)
{
    private const string Functions = "name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1, 2] }, x2: { values: [0] } } }\n"
        + "objective: { metric: value, direction: minimize }\n";

    [Fact]
    public async Task Commands_BesideAServe_SubmitFollowAndControlExperiments()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        workspace.Write("long.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.Line(line => line.StartsWith("clients: 127.0.0.1:", StringComparison.Ordinal));

        var submitted = await Json(workspace, 0, "submit", "functions.yaml", "--json");
        Assert.Equal(1, (int)submitted["id"]!);
        (await FastOdeProcess.Run(workspace, "watch", "1")).Expect(0);
        Assert.Contains("experiment 2 small: 4 trials", (await Run(workspace, 0, "submit", "long.yaml")).Output, StringComparison.Ordinal);

        var listed = await Json(workspace, 0, "ls", "--json");
        Assert.Equal(["small", "functions"], listed["items"]!.AsArray().Select(item => (string)item!["name"]!));
        Assert.Contains("functions", (await Run(workspace, 0, "ls", "--state", "completed")).Output, StringComparison.Ordinal);
        Assert.Contains("experiment 2 small: paused", (await Run(workspace, 0, "pause", "2")).Output, StringComparison.Ordinal);
        Assert.Contains("experiment 2 small: running", (await Run(workspace, 0, "resume", "small")).Output, StringComparison.Ordinal);
        Assert.Equal("cancelled", (string)(await Json(workspace, 0, "cancel", "2", "--json"))["state"]!);
        Assert.Equal("again", (string)(await Json(workspace, 0, "clone", "functions", "--set", "name=again", "--json"))["name"]!);
        (await FastOdeProcess.Run(workspace, "watch", "again")).Expect(0);
        Assert.Contains("is cancelled, and stays so", Assert.Single((await Run(workspace, 2, "pause", "2")).ErrorLines), StringComparison.Ordinal);

        var shown = await Run(workspace, 0, "show", "functions");
        Assert.Contains(shown.Output.Split('\n'), line => line.Contains("1-1", StringComparison.Ordinal) && line.TrimEnd().EndsWith(" •", StringComparison.Ordinal));
        Assert.Equal("completed", (string)(await Json(workspace, 0, "show", "1-2", "--json"))["trial"]!["state"]!);
    }

    [Fact]
    public async Task Commands_ThatGiveAnExperimentMoreToDo_OpenItAgain()
    {
        using var workspace = new Workspace();
        workspace.Write("search.yaml", "name: search\ntrial: { function: branin }\nsearch: { sampler: random, trials: 3, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }\n"
            + "objective: { metric: value, direction: minimize }\n");
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal));
        await Run(workspace, 0, "submit", "search.yaml");
        await Run(workspace, 0, "watch", "1");

        var compared = (await Run(workspace, 0, "compare", "1")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Its values are exact: no seeds are needed.", string.Join(' ', compared), StringComparison.Ordinal);
        var exact = Assert.Single((await Json(workspace, 0, "compare", "1-1", "1-2", "--json")).AsArray())!;
        Assert.Equal((true, true), ((bool)exact["exact"]!, ((string)exact["outcome"]!).EndsWith("isBetter", StringComparison.OrdinalIgnoreCase)));

        Assert.Contains("experiment 1 search: 2 more trials, 1 more seed for every assignment; 10 trials in all", (await Run(workspace, 0, "extend", "search", "--trials", "2", "--seeds", "1")).Output, StringComparison.Ordinal);
        await Run(workspace, 0, "watch", "1");
        Assert.Equal(12, (int)(await Json(workspace, 0, "rerun", "1", "--top", "2", "--seeds", "1", "--json"))["trials"]!["all"]!);
        await Run(workspace, 0, "watch", "1");

        Assert.Contains("no trial has failed; 12 trials in all, completed", (await Run(workspace, 0, "rerun", "1", "--failed")).Output, StringComparison.Ordinal);
        Assert.Contains("only a trial that has failed can be tried again", Assert.Single((await Run(workspace, 2, "retry", "1-3")).ErrorLines), StringComparison.Ordinal);
        Assert.Equal(12, (await Json(workspace, 0, "show", "1", "--json"))["trials"]!.AsArray().Count);
        Assert.Contains("experiment.extend", (await Run(workspace, 0, "audit")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_ADirectoryInWhichNothingRuns_NeedsNoProcess()
    {
        var shown = await Json(experiment.Workspace, 0, "show", "small", "--json");
        var compared = await Run(experiment.Workspace, 0, "compare", "1");
        var verdicts = await Json(experiment.Workspace, 0, "compare", "1-1", "1-2", "--json");

        Assert.Equal(4, shown["trials"]!.AsArray().Count);
        Assert.Contains("best two: ", compared.Output, StringComparison.Ordinal);
        Assert.Contains(verdicts.AsArray(), verdict => (string)verdict!["metric"]! == "wasserstein2" && (double)verdict["number"]! == 4);
        Assert.All(verdicts.AsArray(), verdict => Assert.NotEqual((string)verdict!["first"]!, (string)verdict["second"]!));
        Assert.Contains("seeds of one assignment", Assert.Single((await Run(experiment.Workspace, 2, "compare", "1-1", "1-3")).ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_ACompletedTrial_ComesToTheSameWeightsHereAndThere()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 200));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--set", "seeds=[3]")).Expect(0);

        var here = await Run(workspace, 0, "reproduce", "1-2");
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.Line(line => line.StartsWith("clients: 127.0.0.1:", StringComparison.Ordinal));
        var there = await Run(workspace, 0, "reproduce", "1-1");

        Assert.Contains("2-1 against 1-2: weights identical, 4 of 4 evaluation cells identical", here.Output, StringComparison.Ordinal);
        Assert.Contains("3-1 against 1-1: weights identical, 4 of 4 evaluation cells identical", there.Output, StringComparison.Ordinal);
        Assert.Contains("same program, libraries, processor, threads and data", there.Output, StringComparison.Ordinal);
        Assert.Contains("there is no such trial", Assert.Single((await Run(workspace, 2, "reproduce", "1-9")).ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "no experiment of this id or name", "show", "99")]
    [InlineData(2, "there is no such trial", "show", "1-99")]
    [InlineData(2, "expected one experiment, or two trials", "compare", "1", "2")]
    [InlineData(3, "no fastode runs in", "pause", "1")]
    [InlineData(2, "say what is to be added", "extend", "1")]
    [InlineData(2, "expected --failed, or --top K with --seeds S", "rerun", "1", "--top", "2")]
    [InlineData(2, "expected --failed, or --top K with --seeds S", "rerun", "1", "--failed", "--seeds", "2")]
    [InlineData(3, "no fastode runs in", "retry", "1-1")]
    [InlineData(3, "no FastOde answers at 127.0.0.1:1", "ls", "--server", "127.0.0.1:1")]
    [InlineData(2, "is not an address with a port", "ls", "--server", "nowhere")]
    [InlineData(2, "no-such.yaml: cannot be read", "submit", "no-such.yaml")]
    public async Task Commands_ThatCannotBeDone_SaySoInOneLine(int exitCode, string words, params string[] arguments)
    {
        var outcome = await Run(experiment.Workspace, exitCode, arguments);
        Assert.Contains(words, outcome.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WhereAKilledProcessLeftThePortOfAnother_LeaveThatOneAlone()
    {
        using var workspace = new Workspace();
        using var other = new Workspace();
        workspace.Write("functions.yaml", Functions);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = (await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal))).Split(' ')[1];
        (await FastOdeProcess.Run(workspace, "submit", "functions.yaml")).Expect(0);
        other.Write("fastode.gateway", address);

        Assert.Contains("no fastode runs in", Assert.Single((await Run(other, 3, "cancel", "1")).ErrorLines), StringComparison.Ordinal);
        Assert.Contains("experiment 1", (await Run(other, 0, "show", "1", "--server", address)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithoutATokenThatWorks_AreRefusedAndStandInTheAudit()
    {
        using var workspace = new Workspace();
        workspace.Write("functions.yaml", Functions);
        using (var add = FastOdeProcess.Start(workspace, "account", "add", "anna", "--role", "admin"))
        {
            await add.Write("correct horse battery\n");
            (await add.End()).Expect(0);
        }

        var token = (await FastOdeProcess.Run(workspace, "token", "create", "nightly", "--account", "anna", "--role", "operator")).Output.Trim();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal));

        var without = await Run(workspace, 4, "submit", "functions.yaml");
        var wrong = await Submit("fastode_wrong");
        var right = await Submit(token);

        Assert.Contains("fastode token create", Assert.Single(without.ErrorLines), StringComparison.Ordinal);
        wrong.Expect(4);
        right.Expect(0);
        Assert.Contains("nightly", (await FastOdeProcess.Run(workspace, "audit", "--about", "nightly")).Output, StringComparison.Ordinal);

        async Task<Outcome> Submit(string secret)
        {
            using var process = FastOdeProcess.StartProgram(
                "/usr/bin/env", workspace.Root, $"FASTODE_TOKEN={secret}", FastOdeProcess.Executable, "submit", "functions.yaml");
            return await process.End();
        }
    }

    private static async Task<Outcome> Run(Workspace workspace, int exitCode, params string[] arguments) =>
        (await FastOdeProcess.Run(workspace, arguments)).Expect(exitCode);

    private static async Task<JsonNode> Json(Workspace workspace, int exitCode, params string[] arguments) =>
        JsonNode.Parse((await Run(workspace, exitCode, arguments)).Output)!;
}
