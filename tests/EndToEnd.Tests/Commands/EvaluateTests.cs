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

    [Theory]
    [InlineData("heun cannot take 4 evaluations", "1-1", "--solver", "heun=4")]
    [InlineData("did you mean 'euler'", "1-1", "--solver", "eulr=4")]
    [InlineData("expected a solver and its numbers", "1-1", "--solver", "euler")]
    [InlineData("expected EXPERIMENT-NUMBER", "one")]
    [InlineData("7-1", "7-1")]
    public async Task Evaluate_WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        var outcome = await Evaluate(arguments);

        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
    }

    private async Task<Outcome> Evaluate(params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, experiment.Workspace.Root, ["evaluate", .. arguments]);
        return await process.End();
    }
}
