using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A study that is killed, stopped or damaged ends as if nothing had happened.</summary>
public sealed class KillTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Resume_AfterTwoKills_GivesTheSameWeightsBitForBit()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, run);
            run.Kill();
        }

        using (var resume = FastOdeProcess.Start(workspace, "resume", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, resume);
            resume.Kill();
        }

        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        var report = Report.Read(workspace);
        Assert.Equal(experiment.Report.Results(), report.Results());
        Assert.All(report.Trials(), trial => Assert.Equal("completed", trial.Text("state")));
        Assert.Equal(3, report.Trials()[0].Number("attempts"));
    }

    [Fact]
    public async Task Serve_AfterAKill_FinishesTheExperimentByItself()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml"))
        {
            await Checkpoints.Next(workspace, 2, run);
            run.Kill();
        }

        using (var serve = FastOdeProcess.Start(workspace))
        {
            await serve.Line(line => line == "resumed: experiment 1");
            await Checkpoints.Next(workspace, 4, serve);
            serve.AskToEnd();
            (await serve.End()).Expect(0);
        }

        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Theory]
    [InlineData(129)]
    [InlineData(130)]
    public async Task Run_ControlCOrTerminalThatCloses_StopsAfterACheckpointFromWhichResumeGoesOn(int exitCode)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--json", "report.json"))
        {
            await Checkpoints.Next(workspace, 1, run);
            if (exitCode == 129)
                run.CloseTerminal();
            else
                run.PressControlC();
            (await run.End()).Expect(exitCode);
        }

        Assert.False(File.Exists(workspace.Path("report.json")));
        var outcome = await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json");
        outcome.Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Matches(@"1-1 .*: attempt 2 from step [1-9]\d\d", outcome.Output);
    }

    [Fact]
    public async Task Run_UnderNohup_OutlivesItsTerminal()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using var run = FastOdeProcess.StartProgram(
            "/usr/bin/nohup", workspace.Root, FastOdeProcess.Executable, "run", "spec.yaml", "--exit", "--port", "0", "--gateway-port", "0", "--json", "report.json");
        await Checkpoints.Next(workspace, 1, run);
        run.CloseTerminal();
        (await run.End()).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Fact]
    public async Task Run_SignalWhileItStarts_EndsWithTheSignalsCode()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit");
        while (!File.Exists(workspace.Path("fastode.lock")))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        run.AskToEnd();
        var outcome = await run.End();
        outcome.Expect(143);
        Assert.DoesNotContain("Unhandled", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ControlCTwice_EndsAtOnce()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 1_000_000));
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit");
        await Checkpoints.Next(workspace, 1, run);
        run.PressControlC();
        await run.Line(line => line.StartsWith("stopping ", StringComparison.Ordinal));
        run.PressControlC();
        Assert.Contains((await run.End()).ExitCode, new[] { 130, 128 + 9 });
    }

    [Fact]
    public async Task Resume_NothingUnfinished_SaysSo()
    {
        using var workspace = new Workspace();
        var outcome = await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json");

        outcome.Expect(0);
        Assert.Contains("nothing is unfinished", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Report.Read(workspace)["experiments"]!.AsArray());
    }

    [Fact]
    public async Task Resume_TruncatedCheckpoint_IsRefusedUntilItIsDeleted()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            // The checkpoint before the last is on record by the time the last is there.
            await Checkpoints.Next(workspace, 1, run);
            await Checkpoints.Next(workspace, 1, run);
            run.Kill();
        }

        var newest = Checkpoints.Of(workspace, 1)[^1];
        foreach (var path in Checkpoints.Of(workspace, 1))
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length / 2);
        }

        var refused = await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json");
        refused.Expect(3);
        var line = Assert.Single(refused.ErrorLines, error => error.StartsWith("trial 1-1: ", StringComparison.Ordinal));
        Assert.Contains(Path.GetDirectoryName(newest)!, line, StringComparison.Ordinal);
        Assert.Contains("Delete the file", line, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.Path("report.json")));

        foreach (var path in Checkpoints.Of(workspace, 1))
            File.Delete(path);
        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Fact]
    public async Task Run_UnfinishedExperiment_IsLeftToResume()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, run);
            run.Kill();
        }

        workspace.Write("other.yaml", TestSpecs.Small(iterations: 20));
        var other = await FastOdeProcess.Run(workspace, "run", "other.yaml", "--exit", "--json", "other.json");
        other.Expect(0);
        Assert.Contains("unfinished here: experiment 1", other.Output, StringComparison.Ordinal);
        Assert.Equal(2, Report.Read(workspace, "other.json")["experiment"]!.Number("id"));

        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }
}
