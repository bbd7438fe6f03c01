using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What is deleted of a finished study, by its spec and by the command.</summary>
public sealed class RetainTests
{
    private const string Spec = """
        name: retained
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          network: { kind: mlp, hidden: 16, layers: 2 }
          batchSize: 32
          iterations: 60
          evaluation: { every: 60, samples: 64, solvers: { euler: [1, 2] }, metrics: [curvature, wasserstein2] }
          log: { every: 1, curvatureEvery: 10 }
          checkpoint: { every: 20 }
        objective: { metric: wasserstein2@euler-2 }
        """;

    [Fact]
    public async Task Run_WithAPolicy_EndsWithWhatItKeeps()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec + "\nretention: { checkpoints: 1, best: 1, points: 10 }");

        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);

        var file = Assert.Single(StoredStates.Files(workspace));
        Assert.EndsWith("step-00000060.safetensors", file, StringComparison.Ordinal);
        Assert.Equal([workspace.Path(file)], Files(workspace));
        Assert.Equal(10, StoredStates.Points(workspace).Count(point => point.StartsWith("1 loss ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Retain_OfAFinishedStudy_SaysWhatWouldGoAndThenDeletesIt()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        var results = StoredStates.Results(workspace);
        var before = StoredStates.Files(workspace);
        Assert.Equal(6, before.Count);

        var kept = await FastOdeProcess.Run(workspace, "retain", "1");
        Assert.Equal("experiment 1 keeps everything\n", kept.Expect(0).Output);
        var would = await FastOdeProcess.Run(workspace, "retain", "1", "--checkpoints", "1", "--dry-run");
        Assert.StartsWith("experiment 1 would keep 1 checkpoint: 4 files (", would.Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(before, StoredStates.Files(workspace));

        var done = await FastOdeProcess.Run(workspace, "retain", "1", "--checkpoints", "1");

        Assert.StartsWith("experiment 1 keeps 1 checkpoint: 4 files (", done.Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(2, Files(workspace).Count());
        Assert.Equal(results, StoredStates.Results(workspace));
        (await FastOdeProcess.Run(workspace, "sample", "1-2", "--count", "4", "--out", "samples")).Expect(0);
        Assert.Contains("experiment.retain", (await FastOdeProcess.Run(workspace, "audit")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vacuum_AfterPointsWereDeleted_GivesRoomBackAndKeepsTheRest()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec.Replace("iterations: 60", "iterations: 3000", StringComparison.Ordinal));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        (await FastOdeProcess.Run(workspace, "retain", "1", "--points", "2")).Expect(0);
        var results = StoredStates.Results(workspace);
        var before = new FileInfo(workspace.Path("experiments.db")).Length;

        var vacuum = await FastOdeProcess.Run(workspace, "vacuum");

        Assert.StartsWith($"{workspace.Path("experiments.db")}: ", vacuum.Expect(0).Output, StringComparison.Ordinal);
        Assert.True(new FileInfo(workspace.Path("experiments.db")).Length < 0.8 * before);
        Assert.Equal(results, StoredStates.Results(workspace));
    }

    [Theory]
    [InlineData("no database", "vacuum")]
    [InlineData("no database", "retain", "1")]
    [InlineData("--checkpoints 4: expected a whole number from 0 to 3", "retain", "1", "--checkpoints", "4")]
    [InlineData("--points 1: expected a whole number from 2 to 1000000", "retain", "1", "--points", "1")]
    [InlineData("'some' not recognized", "retain", "1", "--samples", "some")]
    public async Task Command_WithNothingToWorkOnOrABadValue_IsRefused(string expected, params string[] command)
    {
        using var workspace = new Workspace();

        var refused = await FastOdeProcess.Run(workspace, command);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(expected, refused.Errors, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    private static IEnumerable<string> Files(Workspace workspace) =>
        Directory.EnumerateFiles(workspace.Path("artifacts"), "*", SearchOption.AllDirectories);
}
