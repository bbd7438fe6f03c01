using System.IO.Compression;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A data directory of an earlier version is used as if this one had written it (tests/Fixtures/version-one/README.md).</summary>
public sealed class EarlierVersionTests
{
    [Fact]
    public async Task Resume_TrialKilledUnderAnEarlierVersion_CompletesFromItsCheckpoint()
    {
        using var workspace = Unpacked();

        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);

        var trial = Assert.Single(Report.Read(workspace).Trials());
        Assert.Equal(("4-1", "completed"), (trial.Text("id"), trial.Text("state")));
        Assert.Equal((2.0, 30_000.0), (trial.Number("attempts"), trial.Number("step")));
        Assert.Equal(
            ["step-00020000.safetensors", "step-00025000.safetensors", "step-00030000.safetensors"],
            Directory.EnumerateFiles(workspace.Path("artifacts", "4", "1", "checkpoints")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("show", "1")]
    [InlineData("compare", "1")]
    [InlineData("export", "1", "--format", "csv", "--out", "export.csv")]
    [InlineData("account", "list")]
    [InlineData("token", "list")]
    [InlineData("webhook", "list")]
    [InlineData("audit")]
    [InlineData("limits", "1")]
    [InlineData("retain", "1")]
    [InlineData("retain", "1", "--checkpoints", "1", "--dry-run")]
    public async Task Command_ThatReadsADatabaseOfAnEarlierVersion_SaysSoAndChangesNothing(params string[] command)
    {
        using var workspace = Unpacked();
        var before = await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken);

        var outcome = (await FastOdeProcess.Run(workspace, command)).Expect(0);

        Assert.Contains(outcome.ErrorLines, line => line.StartsWith("note: ", StringComparison.Ordinal) && line.Contains("is of an earlier version and stays so", StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("webhook", "add", "http://127.0.0.1:9/")]
    [InlineData("archive", "1")]
    [InlineData("limits", "1", "--priority", "3")]
    public async Task Command_ThatChangesADatabaseOfAnEarlierVersion_SaysThatItIsOfThisOneNow(params string[] command)
    {
        using var workspace = Unpacked();

        Assert.Contains("was of an earlier version, and is of this one now", (await FastOdeProcess.Run(workspace, command)).Expect(0).Errors, StringComparison.Ordinal);

        Assert.DoesNotContain("earlier version", (await FastOdeProcess.Run(workspace, "ls")).Expect(0).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample", "1-7", "--out", "samples", "--count", "4")]
    [InlineData("sample", "2-1", "--out", "samples", "--count", "4")]
    [InlineData("evaluate", "1-9", "--solver", "euler=4", "--metric", "wasserstein2")]
    [InlineData("figure", "1", "--out", "figure.svg")]
    public async Task Command_OnResultsOfAnEarlierVersion_Works(params string[] command)
    {
        using var workspace = Unpacked();

        (await FastOdeProcess.Run(workspace, command)).Expect(0);
    }

    [Theory]
    [InlineData("couplings")]
    [InlineData("students")]
    [InlineData("branin")]
    [InlineData("unfinished")]
    public async Task Spec_OfAnEarlierVersion_RunsOrSaysLineByLineWhatToWriteNow(string name)
    {
        using var workspace = Unpacked();
        workspace.Write("spec.yaml", File.ReadAllText(Path.Combine(Folder, "specs", $"{name}.yaml")));

        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit");

        if (outcome.ExitCode == 0)
            return;
        outcome.Expect(2);
        Assert.All(outcome.ErrorLines, line => Assert.Matches(@"^spec\.yaml:\d+: [\w.]+: .*\b(write|use)\b", line));
    }

    private static string Folder => Path.Combine(FastOdeProcess.Repository, "tests", "Fixtures", "version-one");

    /// <summary>The data directory of that version, in a place of its own.</summary>
    internal static Workspace Unpacked()
    {
        var workspace = new Workspace();
        ZipFile.ExtractToDirectory(Path.Combine(Folder, "data.zip"), workspace.Root);
        return workspace;
    }
}
