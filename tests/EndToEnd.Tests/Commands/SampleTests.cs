using System.Net.Http.Json;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What a trained trial gives other programs: samples, and weights that come back.</summary>
public sealed class SampleTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Sample_Points_AreExactlyAsManyAndTheWeightsComeBackEqual()
    {
        using var workspace = new Workspace();
        var data = experiment.Workspace.Root;
        (await Run(workspace, "sample", "1-2", "--nfe", "5", "--count", "7", "--out", "first", "--data", data)).Expect(0);
        Assert.Equal(8, File.ReadAllLines(workspace.Path("first", "samples.csv")).Length);

        (await Run(workspace, "export-weights", "1-2", "w.safetensors", "--data", data)).Expect(0);
        (await Run(workspace, "import", "w.safetensors", "--spec", experiment.Workspace.Path("spec.yaml"), "--name", "again", "--data", "mine")).Expect(0);
        (await Run(workspace, "sample", "1-1", "--nfe", "5", "--count", "7", "--out", "second", "--data", "mine")).Expect(0);
        Assert.Equal(File.ReadAllBytes(workspace.Path("first", "samples.npy")), File.ReadAllBytes(workspace.Path("second", "samples.npy")));
    }

    [Fact]
    public async Task Sample_ByAServer_IsWhatTheCommandItselfMakes()
    {
        using var workspace = new Workspace();
        (await Run(workspace, "export-weights", "1-2", "w.safetensors", "--data", experiment.Workspace.Root)).Expect(0);
        (await Run(workspace, "import", "w.safetensors", "--spec", experiment.Workspace.Path("spec.yaml"), "--name", "again", "--data", ".")).Expect(0);
        (await Run(workspace, "sample", "1-1", "--nfe", "5", "--count", "7", "--out", "own", "--noise")).Expect(0);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = new Uri(await serve.DashboardAddress(), "/api/v1/") };
        var server = (await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal))).Split(' ')[1];

        (await Run(workspace, "sample", "1-1", "--nfe", "5", "--count", "7", "--out", "fetched", "--noise", "--server", server)).Expect(0);

        foreach (var file in (string[])["samples.npy", "samples.csv", "noise.npy"])
            Assert.Equal(File.ReadAllBytes(workspace.Path("own", file)), File.ReadAllBytes(workspace.Path("fetched", file)));
        foreach (var where in (string[][])[[], ["--server", server]])
        {
            var missing = await Run(workspace, ["sample", "1-1", "--out", "none", "--step", "7", .. where]);
            missing.Expect(2);
            Assert.Contains("step 7: trial 1-1 keeps no checkpoint of this step", missing.Errors, StringComparison.Ordinal);
        }

        var refused = await Run(workspace, "sample", "1-1", "--nfe", "5", "--out", "fetched", "--server", server);
        refused.Expect(2);
        Assert.Contains("is not an empty folder", refused.Errors, StringComparison.Ordinal);
        using var posted = await http.PostAsJsonAsync("trials/1-1/samples", new { count = 3, solver = "euler", number = 2 }, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, posted.StatusCode);
        using var unknown = await http.PostAsJsonAsync("trials/1-9/samples", new { count = 3 }, TestContext.Current.CancellationToken);
        using var impossible = await http.PostAsJsonAsync("trials/1-1/samples", new { number = 8 }, TestContext.Current.CancellationToken);
        using var unkept = await http.PostAsJsonAsync("trials/1-1/samples", new { count = 3, step = 7 }, TestContext.Current.CancellationToken);
        Assert.Equal((404, 400, 400), ((int)unknown.StatusCode, (int)impossible.StatusCode, (int)unkept.StatusCode));
    }

    [Theory]
    [InlineData("nearest: 7 or 9", "sample", "1-2", "--nfe", "8", "--out", "x")]
    [InlineData("did you mean 'heun'", "sample", "1-2", "--solver", "huen", "--out", "x")]
    [InlineData("no trial 1-99", "sample", "1-99", "--out", "x")]
    [InlineData("expected EXPERIMENT-NUMBER", "sample", "one", "--out", "x")]
    [InlineData("no encoder", "sample", "1-1", "--from", "data", "--out", "x")]
    [InlineData("--step -1: expected a whole number from 0", "sample", "1-1", "--step=-1", "--out", "x")]
    [InlineData("no moving average", "export-weights", "1-2", "w.safetensors", "--average")]
    [InlineData("no encoder", "export-weights", "1-1", "w.safetensors", "--network", "encoder")]
    public async Task Command_Impossible_IsRefusedAndWritesNothing(string expected, params string[] arguments)
    {
        using var workspace = new Workspace();
        var outcome = await Run(workspace, [.. arguments, "--data", experiment.Workspace.Root]);

        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    private static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);
        return await process.End();
    }
}
