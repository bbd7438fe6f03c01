using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Processes that are killed before and after whatever they make durable, one point after the other.</summary>
public sealed class CrashTests(SmallExperiment experiment)
{
    private const string Spec = """
        name: walk
        seeds: [0, 1, 2]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { kind: mlp, hidden: 16, layers: 2 }
          batchSize: 32
          iterations: 80
          evaluation: { every: 40, samples: 64, solvers: { euler: [1, 2] }, metrics: [curvature, wasserstein2] }
          log: { every: 5, curvatureEvery: 10 }
          checkpoint: { every: 16 }
        search: { space: { coupling.kind: { values: [independent, learned] } } }
        limits: { concurrentTrials: 1 }
        retention: { checkpoints: 1, points: 8 }
        """;

    /// <summary>What is made durable, and what comes of it; a point that is no longer reached is one that is no longer tried.</summary>
    private static readonly string[] Durable =
    [
        "Initialize", "Recover", "Create", "AddTrials", "SlotSchedulerGrain.Enqueue", "BeginAttempt", "TrainerGrain.Run", "Add",
        "write of a checkpoint", "flush of a checkpoint", "rename of a checkpoint", "folder flush of a checkpoint", "delete of a checkpoint",
        "TrialGrain.AttemptEnded", "EndAttempt", "ExperimentGrain.TrialChanged", "SlotSchedulerGrain.Release", "SetState",
        "DeleteFiles", "Retain",
    ];

    private const string Halving = """
        name: halving
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned }
          network: { kind: mlp, hidden: 16, layers: 2 }
          batchSize: 32
          iterations: 1800
          evaluation: { every: 200, samples: 64, solvers: { euler: [2] }, metrics: [wasserstein2] }
          log: { every: 200, curvatureEvery: 0 }
          checkpoint: { every: 200 }
        search:
          space: { coupling.beta: { values: [3, 30, 1] } }
        objective: { metric: wasserstein2@euler-2 }
        limits: { concurrentTrials: 1 }
        """;

    /// <summary>What a pruner leads to.</summary>
    private static readonly string[] Pruned = ["NoteJudged", "TrialGrain.Prune", "Promote"];

    /// <summary>What somebody asks of a study that runs, and what comes of it.</summary>
    private static readonly string[] Asked =
    [
        "ExperimentGrain.Pause", "TrialGrain.Pause", "ExperimentGrain.Resume", "ExperimentGrain.Cancel", "TrialGrain.Cancel", "TrainerGrain.Stop",
        "CancelQueued", "SetState", "EndAttempt",
    ];

    private const string Modest = """
        name: modest
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned }
          network: { kind: mlp, hidden: 16, layers: 2 }
          batchSize: 32
          iterations: 60000
          evaluation: { every: 60000, samples: 64, solvers: { euler: [2] }, metrics: [wasserstein2] }
          log: { every: 1000, curvatureEvery: 0 }
          checkpoint: { every: 2000 }
        """;

    private const string Urgent = """
        name: urgent
        trial: { function: sphere }
        search: { space: { x1: { values: [1] }, x2: { values: [0] } } }
        limits: { priority: 5 }
        """;

    /// <summary>What a trial of a higher priority leads to.</summary>
    private static readonly string[] GivenWay = ["TrialGrain.GiveWay", "TrainerGrain.Stop", "EndAttempt"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Study_KilledAtEveryTransition_EndsAsOneThatWasNot()
    {
        using var whole = new Workspace();
        whole.Write("spec.yaml", Spec);
        (await FastOdeProcess.Run(whole, "run", "spec.yaml", "--exit")).Expect(0);

        using var killed = new Workspace();
        killed.Write("spec.yaml", Spec);
        var walk = new CrashWalk(killed, Durable);
        while (!await walk.Survives(walk.HasStored ? ["resume", "--exit"] : ["run", "spec.yaml", "--exit"]))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(StoredStates.Results(whole), StoredStates.Results(killed));
        Assert.Equal(Enumerable.Repeat("Completed", 6), StoredStates.Trials(killed));
        Assert.Equal(["Completed"], StoredStates.Experiments(killed));
        Assert.Equal(["Completed", "Interrupted"], StoredStates.Attempts(killed));
        Assert.Equal(StoredStates.Points(whole), StoredStates.Points(killed));
        Assert.Equal(StoredStates.Files(whole), StoredStates.Files(killed));
        Assert.Equal(StoredStates.Files(killed), Artifacts(killed));
        Assert.Empty(StoredStates.AttemptsAtOnce(killed));
    }

    [Fact]
    public async Task Halving_KilledAtEveryTransition_LosesNoRungAndGoesOnToTheSameWeights()
    {
        using var whole = new Workspace();
        whole.Write("spec.yaml", Halving);
        (await FastOdeProcess.Run(whole, "run", "spec.yaml", "--exit")).Expect(0);

        using var killed = new Workspace();
        killed.Write("spec.yaml", Halving);
        var walk = new CrashWalk(killed, Pruned);
        while (!await walk.Survives(walk.HasStored ? ["resume", "--exit"] : ["run", "spec.yaml", "--exit", "--set", "search.pruner={ kind: seed-halving, min: 200 }"]))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(["Completed", "Pruned"], StoredStates.Trials(killed).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["Completed"], StoredStates.Experiments(killed));
        Assert.Subset(StoredStates.Results(whole).ToHashSet(), StoredStates.Results(killed).Where(line => !line.EndsWith(" -", StringComparison.Ordinal)).ToHashSet());
        Assert.Equal(StoredStates.Files(killed), Artifacts(killed));
    }

    [Fact]
    public async Task PauseResumeAndCancel_KilledAtEveryTransition_LeaveNothingUndone()
    {
        using var workspace = new Workspace();
        var walk = new CrashWalk(workspace, Asked);
        while (!await walk.Serves(PauseResumeAndCancel))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(["Cancelled"], StoredStates.Experiments(workspace).Distinct());
        Assert.Equal(["Cancelled"], StoredStates.Trials(workspace).Distinct());
        Assert.DoesNotContain("Running", StoredStates.Attempts(workspace));
        Assert.Equal(StoredStates.Files(workspace), Artifacts(workspace));
    }

    [Fact]
    public async Task GivingWay_KilledAtEveryTransition_GoesOnToTheSameWeights()
    {
        using var whole = new Workspace();
        whole.Write("spec.yaml", Modest);
        (await FastOdeProcess.Run(whole, "run", "spec.yaml", "--exit")).Expect(0);

        using var killed = new Workspace();
        var walk = new CrashWalk(killed, GivenWay);
        while (!await walk.Serves(GiveWay, "--slots", "1"))
        {
        }

        (await FastOdeProcess.Run(killed, "resume", "--exit", "--slots", "1")).Expect(0);
        walk.AssertDiedEverywhere();
        Assert.Equal(["Completed"], StoredStates.Trials(killed).Distinct());
        Assert.Contains("Stopped", StoredStates.Attempts(killed));
        Assert.DoesNotContain("Failed", StoredStates.Attempts(killed));
        Assert.Equal(StoredStates.Results(whole), StoredStates.Results(killed).Where(line => line.StartsWith("1-1 ", StringComparison.Ordinal)));
        Assert.Equal(StoredStates.Points(whole), StoredStates.Points(killed).Where(line => line.StartsWith("1 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Migration_KilledBeforeAndAfter_KeepsEveryResult()
    {
        using var whole = EarlierVersionTests.Unpacked();
        using var killed = EarlierVersionTests.Unpacked();
        string[] command = ["limits", "1", "--priority", "3"];
        (await FastOdeProcess.Run(whole, command)).Expect(0);

        var walk = new CrashWalk(killed, "Initialize");
        while (!await walk.Survives(command))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(StoredStates.Results(whole), StoredStates.Results(killed));
        Assert.Equal(StoredStates.Points(whole), StoredStates.Points(killed));
        Assert.Equal(StoredStates.Files(whole), StoredStates.Files(killed));
    }

    [Fact]
    public async Task Backup_KilledAtEveryTransition_IsWrittenWholeByTheNextTry()
    {
        using var workspace = new Workspace();
        var walk = new CrashWalk(workspace, "CopyDatabase", "FinishBackup");
        var tries = 0;
        while (!await walk.Survives("backup", $"{++tries}.tar", "--data", experiment.Workspace.Root))
        {
        }

        // Killed after it was finished, the try before the last has left a whole one too.
        walk.AssertDiedEverywhere();
        foreach (var backup in Directory.EnumerateFiles(workspace.Root, "*.tar"))
        {
            using var other = new Workspace();
            (await FastOdeProcess.Run(other, "restore", backup)).Expect(0);
            Assert.Equal(StoredStates.Results(experiment.Workspace), StoredStates.Results(other));
        }

        Assert.Equal([$"{tries - 1}.tar", $"{tries}.tar"], Directory.EnumerateFiles(workspace.Root, "*.tar").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Has the one slot taken from a trial that runs, which the next process finds unfinished.</summary>
    private static async Task GiveWay(FastOdeClient client)
    {
        var modest = await client.SubmitAsync(Modest, "modest", "modest", Cancellation);
        await Until(modest, summary => summary.RunningTrials > 0);
        var urgent = await client.SubmitAsync(Urgent, cancellationToken: Cancellation);
        await Until(urgent, summary => summary.CompletedTrials > 0);
        await Until(modest, summary => summary.RunningTrials > 0);
    }

    /// <summary>Cancels what an earlier cycle could not, and pauses, resumes and cancels another study.</summary>
    private static async Task PauseResumeAndCancel(FastOdeClient client)
    {
        foreach (var left in (await client.Results.Experiments(new ExperimentFilter { Take = int.MaxValue }, Cancellation)).Items)
            await Cancel(client.Experiment(left.Id));

        var experiment = await client.SubmitAsync(TestSpecs.Small(iterations: 1_000_000), cancellationToken: Cancellation);
        await Until(experiment, summary => summary.RunningTrials > 0);
        await experiment.PauseAsync(Cancellation);
        await Until(experiment, summary => summary.RunningTrials == 0);
        await experiment.ResumeAsync(Cancellation);
        await Until(experiment, summary => summary.RunningTrials > 0);
        await Cancel(experiment);
    }

    private static async Task Cancel(ExperimentHandle experiment)
    {
        await experiment.CancelAsync(Cancellation);
        await Until(experiment, summary => summary.CancelledTrials == summary.TrialCount);
    }

    private static async Task Until(ExperimentHandle experiment, Predicate<ExperimentSummary> isSo)
    {
        while (!isSo(await experiment.SummaryAsync(Cancellation)))
            await Task.Delay(20, Cancellation);
    }

    private static IEnumerable<string> Artifacts(Workspace workspace) =>
        workspace.Entries().Where(path => path.StartsWith(workspace.Path("artifacts"), StringComparison.Ordinal) && File.Exists(path))
            .Select(path => Path.GetRelativePath(workspace.Root, path)).Order(StringComparer.Ordinal);
}
