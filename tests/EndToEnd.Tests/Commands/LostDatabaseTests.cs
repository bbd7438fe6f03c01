using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Artifacts whose database was deleted, or replaced by an older copy, never stand in for a new trial's own.</summary>
public sealed class LostDatabaseTests
{
    private const int Iterations = 600;

    [Fact]
    public async Task Run_SameSpecBesideArtifactsOfALostDatabase_TrainsAndEvaluatesAnew()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(Iterations));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "lost.json")).Expect(0);
        var before = Contents(workspace, 1);
        File.Delete(workspace.Path("experiments.db"));

        var doctor = await FastOdeProcess.Run(workspace, "doctor");
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json");

        Assert.Contains(doctor.Output.Split('\n'), line => line.StartsWith("warning artifacts", StringComparison.Ordinal) && line.Contains("lost or newer", StringComparison.Ordinal));
        outcome.Expect(0);
        Assert.Single(outcome.ErrorLines, line => line.StartsWith("note: ", StringComparison.Ordinal) && line.Contains("does not know", StringComparison.Ordinal));
        var report = Report.Read(workspace);
        Assert.Equal(2, report["experiment"]!.Number("id"));
        Assert.Equal(Report.Read(workspace, "lost.json").Results(), report.Results());
        Assert.Equal(before, Contents(workspace, 1));
    }

    [Fact]
    public async Task Run_OtherSpecBesideArtifactsOfALostDatabase_KeepsItsOwnWeights()
    {
        using var workspace = new Workspace();
        workspace.Write("long.yaml", TestSpecs.Small(iterations: 400));
        workspace.Write("short.yaml", TestSpecs.Small(iterations: 100));
        (await FastOdeProcess.Run(workspace, "run", "long.yaml", "--exit")).Expect(0);
        File.Delete(workspace.Path("experiments.db"));

        (await FastOdeProcess.Run(workspace, "run", "short.yaml", "--exit", "--json", "report.json")).Expect(0);

        foreach (var trial in Report.Read(workspace).Trials())
        {
            Assert.Equal(("completed", 100), (trial.Text("state"), trial.Number("step")));
            Assert.NotEmpty(trial["evaluations"]!.AsArray());
        }

        Assert.Equal(["step-00000100.safetensors"], Checkpoints.Of(workspace, 1, experiment: 2).Select(Path.GetFileName));
        (await FastOdeProcess.Run(workspace, "sample", "2-1", "--out", "samples")).Expect(0);
    }

    [Fact]
    public async Task Resume_OlderDatabaseBesideNewerArtifacts_TrainsWhatItDoesNotKnow()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(Iterations));
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, run);
            run.PressControlC();
            (await run.End()).Expect(130);
        }

        File.Copy(workspace.Path("experiments.db"), workspace.Path("backup.db"));
        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "newer.json")).Expect(0);
        var newer = Report.Read(workspace, "newer.json").Results();
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        File.Copy(workspace.Path("backup.db"), workspace.Path("experiments.db"), overwrite: true);

        var resumed = await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json");
        resumed.Expect(0);
        Assert.Single(resumed.ErrorLines, line => line.Contains("does not know", StringComparison.Ordinal) && line.Contains(": 2;", StringComparison.Ordinal));
        Assert.Equal(newer, Report.Read(workspace).Results());

        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "next.json")).Expect(0);
        var next = Report.Read(workspace, "next.json");
        Assert.Equal(3, next["experiment"]!.Number("id"));
        Assert.Equal(newer, next.Results());
    }

    [Fact]
    public async Task Run_WhoseDatabaseIsReplaced_SaysSoWritesNothingIntoItAndEnds()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit");
        await Checkpoints.Next(workspace, 1, run);
        File.Move(workspace.Path("experiments.db"), workspace.Path("first.db"));
        workspace.Write("experiments.db", "another file");

        await run.Line(line => line.Contains("was replaced by another file", StringComparison.Ordinal));
        run.PressControlC();

        var outcome = await run.End();
        outcome.Expect(130);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal("another file", await File.ReadAllTextAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken));
    }

    private static IEnumerable<(string, long)> Contents(Workspace workspace, long experiment) =>
        [.. Directory.EnumerateFiles(workspace.Path("artifacts", $"{experiment}"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(file => (file, new FileInfo(file).LastWriteTimeUtc.Ticks))];
}
