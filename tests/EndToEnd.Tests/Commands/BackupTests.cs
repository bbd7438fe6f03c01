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
            (await FastOdeProcess.Run(other, "resume", "--exit", "--json", "report.json")).Expect(0);
            var report = Report.Read(other);
            Assert.Equal(experiment.Report.Results(), report.Results());
            Assert.Equal(2, report.Trials()[0].Number("attempts"));
        }
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
