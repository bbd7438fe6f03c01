using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Measuring a trained trial again, with other cells than its spec asked for.</summary>
public sealed class EvaluateTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Evaluate_OtherSolvers_MeasuresThem()
    {
        using var target = new Workspace();
        var outcome = await Evaluate("1-1", "--solver", "heun=3,5", "--solver", "euler/curvature=4", "--metric", "wasserstein2", "--json", target.Path("rows.json"));

        outcome.Expect(0);
        Assert.Contains("euler/curvature", outcome.Output, StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(target.Path("rows.json"), TestContext.Current.CancellationToken));
        Assert.Equal(["heun", "heun", "euler/curvature"], rows.RootElement.EnumerateArray().Select(row => row.GetProperty("solver").GetString()));
        Assert.All(rows.RootElement.EnumerateArray(), row => Assert.InRange(row.GetProperty("value").GetDouble(), 0.01, 100));
    }

    [Fact]
    public async Task Evaluate_ByAServer_IsWhatTheCommandItselfMeasures()
    {
        using var workspace = new Workspace();
        (await Run(workspace, "import", experiment.Workspace.Root)).Expect(0);
        string[] asked = ["evaluate", "1-1", "--solver", "heun=3,5", "--solver", "dopri5=1e-3", "--metric", "wasserstein2", "--step", "2900"];
        (await Run(workspace, [.. asked, "--json", "own.json"])).Expect(0);
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var server = (await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal))).Split(' ')[1];

        (await Run(workspace, "evaluate", "1-1", "--server", server)).Expect(0);
        (await Run(workspace, [.. asked, "--json", "fetched.json", "--server", server])).Expect(0);

        Assert.Equal(await Cells(workspace, "own.json"), await Cells(workspace, "fetched.json"));
        (string Message, string[] Arguments)[] refusals =
        [
            ("step 7: trial 1-1 keeps no checkpoint of this step; those of 2800, 2900, 3000 are kept", ["1-1", "--step", "7"]),
            ("no trial 1-9", ["1-9"]),
            ("leave out --samples", ["1-1", "--samples", "9"]),
            ("nearest: 3 or 5", ["1-1", "--solver", "heun=4"]),
        ];
        foreach (var (message, arguments) in refusals)
        {
            var refused = await Run(workspace, ["evaluate", .. arguments, "--server", server]);
            refused.Expect(2);
            Assert.Contains(message, refused.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("heun cannot take 4 evaluations", "1-1", "--solver", "heun=4")]
    [InlineData("did you mean 'euler'", "1-1", "--solver", "eulr=4")]
    [InlineData("expected a solver and its numbers", "1-1", "--solver", "euler")]
    [InlineData("expected EXPERIMENT-NUMBER", "one")]
    [InlineData("7-1", "7-1")]
    [InlineData("step 7: trial 1-1 keeps no checkpoint of this step; those of 2800, 2900, 3000 are kept", "1-1", "--step", "7")]
    public async Task Evaluate_WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        var outcome = await Evaluate(arguments);

        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(string?, double, double, int)>> Cells(Workspace workspace, string file)
    {
        using var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(workspace.Path(file), TestContext.Current.CancellationToken));
        return [.. rows.RootElement.EnumerateArray().Select(row =>
            (row.GetProperty("solver").GetString(), row.GetProperty("number").GetDouble(), row.GetProperty("value").GetDouble(), row.GetProperty("step").GetInt32()))];
    }

    private Task<Outcome> Evaluate(params string[] arguments) => Run(experiment.Workspace, ["evaluate", .. arguments]);

    private static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);
        return await process.End();
    }
}
