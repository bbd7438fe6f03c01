using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary><c>-</c> is standard input and output, or is refused; it is never a file of that name.</summary>
public sealed class StandardStreamTests
{
    private const string Function = "name: piped\ntrial: { function: sphere, x1: 1, x2: 2 }\n";

    [Fact]
    public async Task Run_SpecFromInputAndReportToOutput_WritesTheReportAlone()
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.Start(workspace, "run", "-", "--exit", "--json", "-");
        await process.Write(Function);
        var outcome = await process.End();

        outcome.Expect(0);
        Assert.Equal("piped", (string?)JsonNode.Parse(outcome.Output)!["experiment"]!["name"]);
        Assert.Contains("dashboard: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("1-1 (defaults), seed 0: completed", outcome.Errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(workspace.Path("-")));
    }

    [Theory]
    [InlineData("name: a\ntrial: { iteratons: 3 }\n", "<stdin>:2: trial.iteratons: ")]
    [InlineData("", "<stdin>:1: The spec is empty")]
    public async Task Network_WrongSpecFromInput_NamesTheInput(string text, string expected)
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.Start(workspace, "network", "-");
        await process.Write(text);
        var outcome = await process.End();

        outcome.Expect(2);
        Assert.StartsWith(expected, outcome.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Theory]
    [InlineData("figure", "1", "--out", "-")]
    [InlineData("sample", "1-1", "--out", "-")]
    [InlineData("export-weights", "1-1", "-")]
    [InlineData("import", "-", "--spec", "spec.yaml")]
    [InlineData("data", "add", "a", "-")]
    [InlineData("doctor", "--data", "-")]
    public async Task Command_ThatNeedsAFileOrFolder_RefusesAStream(params string[] arguments)
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.Start(workspace, arguments);
        var outcome = await process.End();

        outcome.Expect(2);
        Assert.Contains(" -: this cannot be standard input or output", outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Fact]
    public async Task Errors_ThatQuoteTheUser_ShowWhatATerminalWouldObey()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", "name: \"a\\nb\\e[31mred\"\ntrial: {}\n");
        string[][] commands = [["run", "spec.yaml", "--exit"], ["run", "no\u001b[31m.yaml"], ["\u001b[31m"], ["import", "x.pth", "--spec", "spec.yaml", "--name", "a\u001b[31m"]];

        foreach (var command in commands)
        {
            var outcome = await FastOdeProcess.Run(workspace, command);
            outcome.Expect(2);
            Assert.Contains(@"\u001b[31m", outcome.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', outcome.Errors + outcome.Output);
        }

        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }
}
