using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A study in the middle of its training, brought to another place.</summary>
public sealed class BackupTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Restore_BackupOfARunningStudy_EndsAsTheUninterruptedOne()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, run);
            (await FastOdeProcess.Run(workspace, "backup", "first.tar")).Expect(0);
            await Checkpoints.Next(workspace, 1, run);
            (await FastOdeProcess.Run(workspace, "backup", "second.tar")).Expect(0);
            run.Kill();
        }

        foreach (var backup in new[] { "first.tar", "second.tar" })
        {
            using var other = new Workspace();
            var restored = await FastOdeProcess.Run(other, "restore", workspace.Path(backup));
            restored.Expect(0);
            Assert.Contains("1 experiment", restored.Output, StringComparison.Ordinal);
            var states = StoredStates.Trials(other);
            (await FastOdeProcess.Run(other, "resume", "--exit", "--json", "report.json")).Expect(0);
            var report = Report.Read(other);
            Assert.Equal(experiment.Report.Results(), report.Results());
            Assert.Contains("Running", states);
            Assert.Equal(states.Select(state => state == "Running" ? 2.0 : 1), report.Trials().Select(trial => trial.Number("attempts")));
        }
    }

    [Fact]
    public async Task BackupAndRestore_StandInTheAuditOfTheirDirectories()
    {
        using var workspace = new Workspace();
        (await FastOdeProcess.Run(workspace, "backup", "study.tar", "--data", experiment.Workspace.Root)).Expect(0);
        (await FastOdeProcess.Run(workspace, "restore", "study.tar")).Expect(0);
        (await FastOdeProcess.Run(workspace, "backup", "again.tar")).Expect(0);
        (await FastOdeProcess.Run(workspace, "backup", "again.tar")).Expect(3);

        var entries = StoredStates.Audit(workspace);

        // What a copy says of the backup that it is, is that it was asked for.
        Assert.Equal(
            [
                $"backup.write {workspace.Path("study.tar")} not known",
                $"backup.restore {workspace.Path("study.tar")} done",
                $"backup.write {workspace.Path("again.tar")} done",
                $"backup.write {workspace.Path("again.tar")} failed: {workspace.Path("again.tar")} exists; a backup replaces nothing: delete it or name another file",
            ],
            entries.SkipWhile(entry => !entry.Contains(workspace.Path("study.tar"), StringComparison.Ordinal)));
        Assert.EndsWith("done", StoredStates.Audit(experiment.Workspace).Single(entry => entry.Contains(workspace.Path("study.tar"), StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OverAStudy_IsRefused()
    {
        using var workspace = new Workspace();
        (await FastOdeProcess.Run(workspace, "backup", "study.tar", "--data", experiment.Workspace.Root)).Expect(0);
        (await FastOdeProcess.Run(workspace, "restore", "study.tar")).Expect(0);
        var before = await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken);

        var again = await FastOdeProcess.Run(workspace, "restore", "study.tar");

        again.Expect(3);
        Assert.Contains("is there already", again.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken));
    }
}
