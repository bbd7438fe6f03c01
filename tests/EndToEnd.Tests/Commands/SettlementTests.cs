using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What was asked and acknowledged is done by whoever starts next, even where the process died at once.</summary>
public sealed class SettlementTests(SmallExperiment experiment)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("serve")]
    [InlineData("resume", "--exit")]
    [InlineData("run", "other.yaml", "--exit")]
    public async Task Cancel_ThenKill_LeavesNothingQueuedOrRunningAfterTheNextStart(params string[] next)
    {
        using var workspace = new Workspace();
        workspace.Write("other.yaml", TestSpecs.Small(iterations: 20));
        using (var server = await Server.Start(workspace))
        {
            var experiment = await server.Client.SubmitAsync(TestSpecs.Small(iterations: 1_000_000), cancellationToken: Cancellation);
            await Checkpoints.Next(workspace, 1, server.Process);
            await experiment.CancelAsync(Cancellation);
            server.Process.Kill();
        }

        Assert.Equal("Cancelled", StoredStates.Experiments(workspace)[0]);
        using var process = FastOdeProcess.Start(workspace, next);
        await process.DashboardAddress();
        if (next[0] == "serve")
            process.AskToEnd();
        (await process.End()).Expect(0);

        Assert.Equal(["Cancelled", "Cancelled", "Cancelled", "Cancelled"], StoredStates.Trials(workspace).Take(4));
        Assert.Equal("Cancelled", StoredStates.Experiments(workspace)[0]);
    }

    [Fact]
    public async Task PauseAndResume_EachThenKill_HoldAndEndAsIfNothingHadHappened()
    {
        using var workspace = new Workspace();
        using (var server = await Server.Start(workspace))
        {
            var experiment = await server.Client.SubmitAsync(TestSpecs.Small(), cancellationToken: Cancellation);
            await Checkpoints.Next(workspace, 1, server.Process);
            await experiment.PauseAsync(Cancellation);
            server.Process.Kill();
        }

        using (var server = await Server.Start(workspace))
        {
            var experiment = server.Client.Experiment(1);
            var summary = await experiment.SummaryAsync(Cancellation);
            Assert.Equal((Contracts.Results.ExperimentState.Paused, 0), (summary.State, summary.RunningTrials));
            await experiment.ResumeAsync(Cancellation);
            server.Process.Kill();
        }

        Assert.Equal(["Running"], StoredStates.Experiments(workspace));
        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Fact]
    public async Task Resume_Failed_TakesFailedTrialsUpAgainFromTheirCheckpoints()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        StoredStates.Fail(workspace);

        var without = await FastOdeProcess.Run(workspace, "resume", "--exit");
        without.Expect(0);
        Assert.Contains("nothing is unfinished", without.Output, StringComparison.Ordinal);

        (await FastOdeProcess.Run(workspace, "resume", "--failed", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Equal(2, Report.Read(workspace).Trials()[0].Number("attempts"));
    }
}
