using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Slots that train in processes of their own.</summary>
public sealed class IsolateTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Run_TrainerThatAborts_CostsOneAttemptAndGivesTheSameWeights()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        var walk = new CrashWalk(workspace, "write of a checkpoint") { By = "abort" };
        using var run = walk.Start("run", "spec.yaml", "--exit", "--isolate", "--json", "report.json", "--port", "0", "--gateway-port", "0");

        var outcome = await run.End();

        outcome.Expect(0);
        Assert.Equal(["before write of a checkpoint", "after write of a checkpoint"], walk.Points);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Equal(["Completed", "Failed"], StoredStates.Attempts(workspace));
        Assert.Contains("ended by signal 6", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TrainerKilledAsForWantOfMemory_UsesUpNoRetryAndGivesTheSameWeights()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small() + "\nlimits: { retries: 0, concurrentTrials: 1 }\n");
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--isolate", "--json", "report.json");
        await Checkpoints.Next(workspace, 1, run);

        Assert.Single(run.Children()).Kill();

        (await run.End()).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Equal(["Blocked", "Completed"], StoredStates.Attempts(workspace));
    }

    [Fact]
    public async Task Run_Killed_LeavesNoTrainerBehindAndResumeGoesOn()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--isolate", "--slots", "2"))
        {
            await Checkpoints.Next(workspace, 1, run);
            var children = run.Children();
            run.KillAlone();
            Assert.NotEmpty(children);
            foreach (var child in children)
                await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }

        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--isolate", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Fact]
    public async Task Run_ControlC_StopsItsTrainersAfterACheckpoint()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--isolate"))
        {
            await Checkpoints.Next(workspace, 1, run);
            var children = run.Children();
            Assert.NotEmpty(children);
            foreach (var child in children)
                FastOdeProcess.PressControlC(child.Id);
            run.PressControlC();
            (await run.End()).Expect(130);
        }

        Assert.Equal(["Stopped"], StoredStates.Attempts(workspace));
    }
}
