using System.Diagnostics;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A machine that does not allow trials to run fails none of them.</summary>
public sealed class FullDiskTests(SmallExperiment experiment)
{
    private const int Disk = 16 * 1024 * 1024;

    /// <summary>A study in which no attempt may fail.</summary>
    private static readonly string Spec = TestSpecs.Small() + "\nlimits: { retries: 0 }\n";

    [Fact]
    public async Task Run_OnADiskThatIsFullForAWhile_WaitsAndGivesTheSameWeights()
    {
        using var workspace = new Workspace();
        using var disk = SmallDisk.Mount(Disk);
        workspace.Write("spec.yaml", Spec);
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--data", disk.Path, "--json", "report.json");
        await run.Line(line => line.Contains(": started", StringComparison.Ordinal));
        disk.Fill();

        await run.Line(line => line.Contains("cannot run trials, which wait and go on by themselves", StringComparison.Ordinal));
        disk.Free();

        var outcome = await run.End();
        outcome.Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.InRange(outcome.ErrorLines.Count, 1, 12);
    }

    [Fact]
    public async Task Run_OnADiskThatStaysFull_EndsInBoundedTimeAndResumeFinishes()
    {
        using var workspace = new Workspace();
        using var disk = SmallDisk.Mount(Disk);
        workspace.Write("spec.yaml", Spec);
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--data", disk.Path, "--json", "report.json");
        await run.Line(line => line.Contains(": started", StringComparison.Ordinal));
        disk.Fill();
        var filled = Stopwatch.StartNew();

        var outcome = await run.End();
        outcome.Expect(3);
        Assert.True(filled.Elapsed < TimeSpan.FromMinutes(5), $"it took {filled.Elapsed}");
        Assert.StartsWith("no trial could get on for 1 min: ", outcome.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.InRange(outcome.ErrorLines.Count, 2, 12);
        Assert.False(File.Exists(workspace.Path("report.json")));

        disk.Free();
        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--data", disk.Path, "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Fact]
    public async Task Run_WhileAnotherProgramHoldsTheDatabaseForFortySeconds_FailsNothing()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--json", "report.json");
        await Checkpoints.Next(workspace, 1, run);
        using (SqliteConnection shell = new($"Data Source={workspace.Path("experiments.db")};Pooling=False"))
        {
            await shell.OpenAsync(TestContext.Current.CancellationToken);
            using var begin = shell.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await run.Line(line => line.Contains("is locked by another program; writes wait", StringComparison.Ordinal));

            // Longer than a lease and than any statement waits by itself.
            await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        (await run.End()).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Equal(["Completed"], StoredStates.Attempts(workspace));
    }
}
