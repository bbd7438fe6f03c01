using System.Xml.Linq;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Figures of a stored study, beside whatever else uses its data directory.</summary>
public sealed class FigureTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Figure_WhileAServerRuns_IsDrawnFromTheDatabase()
    {
        using var target = new Workspace();
        using var serve = FastOdeProcess.Start(experiment.Workspace, "serve");
        await serve.DashboardAddress();

        var outcome = await Figure(experiment.Workspace, "small", "--solver", "euler", "--only", "coupling.kind=learned", "--out", target.Path("nfe.svg"));

        outcome.Expect(0);
        Assert.Contains("small: learned, W2 against NFE by euler; step ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(target.Path("nfe.svg")).Root!.Name.LocalName);
        Assert.Equal([target.Path("nfe.svg")], target.Entries());
    }

    [Fact]
    public async Task Figure_DirectoryWithoutADatabase_IsRefusedAndStaysEmpty()
    {
        using var workspace = new Workspace();

        var outcome = await Figure(workspace, "1", "--out", "nfe.svg");

        outcome.Expect(3);
        Assert.Contains("experiments.db: no database", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Theory]
    [InlineData("expected a file that ends in .svg or .png", "1", "--out", "figure.jpg")]
    [InlineData("--out", "1")]
    [InlineData("--cell only means something with --kind key", "1", "--out", "f.svg", "--cell", "euler-4")]
    [InlineData("--kind key: experiment 1 varies no number", "1", "--out", "f.svg", "--kind", "key")]
    [InlineData("--only learned: expected KEY=VALUE such as coupling.kind=learned", "1", "--out", "f.svg", "--only", "learned")]
    [InlineData("coupling.kind=reflow: no trial of experiment 1 has this; coupling.kind is independent or learned there", "1", "--out", "f.svg", "--only", "coupling.kind=reflow")]
    [InlineData("nosuch: no experiment of this id or name", "nosuch", "--out", "f.svg")]
    [InlineData("--metric fid: the experiment has wasserstein2, curvature", "1", "--out", "f.svg", "--metric", "fid")]
    public async Task Figure_WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        var outcome = await Figure(experiment.Workspace, arguments);

        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Workspace.Path("f.svg")));
    }

    private static async Task<Outcome> Figure(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, ["figure", .. arguments]);
        return await process.End();
    }
}
