using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

public sealed class ExperimentGrainTests : IDisposable
{
    private const string Many = """
        name: many
        trial: { function: branin }
        search: { sampler: random, trials: 300, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Experiment_OfAFunction_EvaluatesEveryAssignment()
    {
        await using var silo = await TestSilo.Start(directory.Path);

        var id = await silo.Submit(Experiment.Functions(5));
        var summary = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal((5, 5, 0), (summary.TrialCount, summary.CompletedTrials, summary.RunningTrials));
        Assert.NotNull(summary.EndedAt);
        var trials = await silo.Results.Trials(id, TestContext.Current.CancellationToken);
        Assert.Equal([0.0625, 0.25, 0.5625, 1, 1.5625], trials.Select(trial => trial.ObjectiveValue!.Value));
        Assert.All(trials, trial => Assert.Equal(1, trial.Attempts));
    }

    [Fact]
    public async Task Experiment_OfMoreTrialsThanTheLineHolds_RunsEachOnce()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 4);

        var id = await silo.Submit(Many);
        var summary = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal(300, summary.CompletedTrials);
        Assert.All(await silo.Results.Trials(id, TestContext.Current.CancellationToken), trial => Assert.Equal(1, trial.Attempts));
    }

    [Fact]
    public async Task SetLimits_WhileItRuns_HoldsAtOnceAndLeavesTheSpec()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 4);
        var id = await silo.Submit(Experiment.Functions(6, "{ concurrentTrials: 1, priority: 2 }"));
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 1, "one trial runs");

        await silo.Experiment(id).SetLimits(new() { ConcurrentTrials = 3, Priority = 2 });
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 3, "three trials run");
        await Eventually.Gets(() => rehearsal.MostRunning, count => count == 3, "the attempts of all three have begun");

        await silo.Experiment(id).SetLimits(new() { ConcurrentTrials = 2, Retries = 0, Priority = 7 });
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 2, "one of them has given way");

        await Assert.ThrowsAsync<ArgumentException>(() => silo.Experiment(id).SetLimits(new() { ConcurrentTrials = 0 }));
        var stored = await silo.Results.Experiment(id, TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), (stored!.Spec.Limits.ConcurrentTrials, stored.Spec.Limits.Priority));
        Assert.Equal(new LimitsSpec { ConcurrentTrials = 2, Retries = 0, Priority = 7 }, stored.Limits);
        Assert.Equal((7, 2), ((await silo.Experiment(id).Terms()).Slots.Priority, (await silo.Experiment(id).Terms()).Slots.ConcurrentTrials));

        rehearsal.FinishAll(id, 6);
        Assert.Equal(6, (await silo.Reaches(id, ExperimentState.Completed)).CompletedTrials);
        Assert.Equal(3, rehearsal.MostRunning);
    }

    [Fact]
    public async Task Limits_ChangedByAnotherProcess_HoldAfterTheNextComparison()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 4);
        var id = await silo.Submit(Experiment.Functions(3, "{ concurrentTrials: 1 }"));
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 1, "one trial runs");

        await silo.Services.GetRequiredService<IExperimentStore>().SetLimits(id, new() { ConcurrentTrials = 2 }, TestContext.Current.CancellationToken);

        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 2, "two trials run");
    }

    [Fact]
    public async Task ConcurrentTrials_FewerThanSlots_AreNotExceeded()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 4);
        var id = await silo.Submit(Experiment.Functions(6, "{ concurrentTrials: 2 }"));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 2, "two trials run");

        rehearsal.FinishAll(id, 6);
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal(2, rehearsal.MostRunning);
        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"{id}-{number}"), rehearsal.Order.Order());
    }

    [Fact]
    public async Task Priority_Higher_GoesFirstAndHasTheSlotAtOnce()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var low = await silo.Submit(Experiment.Functions(3, "{ priority: 0 }"));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "the first trial runs");
        var high = await silo.Submit(Experiment.Functions(2, "{ priority: 5 }"));
        await Eventually.Gets(silo.Scheduler.Status, status => status.WaitingTrials == 4 && rehearsal.Started.Count == 2, "four trials wait, one of which has given way");

        rehearsal.FinishAll(low, 3);
        rehearsal.FinishAll(high, 2);
        await silo.Reaches(low, ExperimentState.Completed);

        Assert.Equal([$"{low}-1", $"{high}-1", $"{high}-2", $"{low}-1", $"{low}-2", $"{low}-3"], rehearsal.Order);
    }

    [Fact]
    public async Task Pause_RunningTrials_StopAndGoOnWhenResumed()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Experiment.Functions(3));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 2, "two trials run");

        await silo.Experiment(id).Pause();
        var paused = await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 0, "nothing runs");
        Assert.Equal((ExperimentState.Paused, 3), (paused.State, paused.QueuedTrials));
        Assert.Equal(AttemptState.Stopped, Assert.Single((await silo.Trial($"{id}-1")).Attempts).State);

        await silo.Experiment(id).Resume();
        rehearsal.FinishAll(id, 3);
        await silo.Reaches(id, ExperimentState.Completed);
        Assert.Equal(2, (await silo.Trial($"{id}-1")).Summary.Attempts);
        Assert.Equal(1, (await silo.Trial($"{id}-3")).Summary.Attempts);
    }

    [Fact]
    public async Task Cancel_RunningAndWaitingTrials_AllEndCancelled()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var id = await silo.Submit(Experiment.Functions(3));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "a trial runs");

        await silo.Experiment(id).Cancel();
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.CancelledTrials == 3, "all trials are cancelled");

        Assert.Equal(ExperimentState.Cancelled, (await silo.Experiment(id).Summary()).State);
        Assert.All(
            await silo.Results.Trials(id, TestContext.Current.CancellationToken),
            trial => Assert.Equal(TrialState.Cancelled, trial.State));
        Assert.Single(rehearsal.Started);
    }

    [Fact]
    public async Task Attempt_ThatFailsOnce_IsTriedAgain()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (order, _) => order.Lease.Epoch == 1 ? throw new InvalidOperationException("broken pipe") : null);
        rehearsal.Finish("1-1");

        var id = await silo.Submit(Experiment.Functions(1, "{ retries: 2 }"));
        await silo.Reaches(id, ExperimentState.Completed);

        var trial = await silo.Trial("1-1");
        Assert.Equal([AttemptState.Failed, AttemptState.Completed], trial.Attempts.Select(attempt => attempt.State));
        Assert.Equal("broken pipe", trial.Attempts[0].Message);
    }

    [Fact]
    public async Task Attempt_ThatAlwaysFails_EndsTheTrialAfterItsRetries()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (_, _) => throw new InvalidOperationException("broken pipe"));

        var id = await silo.Submit(Experiment.Functions(1, "{ retries: 2 }"));
        var summary = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal(1, summary.FailedTrials);
        var trial = await silo.Trial("1-1");
        Assert.Equal((TrialState.Failed, 3, "broken pipe"), (trial.Summary.State, trial.Attempts.Count, trial.Summary.Message));
    }

    [Fact]
    public async Task Attempt_ThatDiverges_EndsTheTrialAtOnce()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (_, _) => new(AttemptState.Diverged, 7) { Message = "the loss became NaN at step 7" });

        var id = await silo.Submit(Experiment.Functions(1));
        await silo.Reaches(id, ExperimentState.Completed);

        var trial = await silo.Trial("1-1");
        Assert.Equal((TrialState.Diverged, 1, 7), (trial.Summary.State, trial.Attempts.Count, trial.Summary.Step));
        Assert.Equal("the loss became NaN at step 7", trial.Summary.Message);
    }

    [Fact]
    public async Task Unfinished_WhereNobodyResumesIt_WaitsUntilItIsStarted()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal))
        {
            id = await silo.Submit(Experiment.Functions(1));
            await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "the trial runs");
        }

        rehearsal.FinishAll(id, 1);
        await using var next = await TestSilo.Start(directory.Path, rehearsal, resumes: false);
        var other = await next.Submit(Experiment.Functions(1));
        rehearsal.FinishAll(other, 1);
        Assert.Equal(1, (await next.Experiment(id).Summary()).QueuedTrials);
        await next.Reaches(other, ExperimentState.Completed);
        Assert.Equal(ExperimentState.Running, (await next.Experiment(id).Summary()).State);

        Assert.Equal([id], await next.Grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished());
        await next.Reaches(id, ExperimentState.Completed);
    }

    [Fact]
    public async Task Cancel_OfManyWaitingTrials_WakesNoneOfThem()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var id = await silo.Submit(Many);
        await Eventually.Gets(() => silo.Scheduler.Status(), status => status.WaitingTrials == 255, "as many wait as may be in line beside the one that runs");
        var before = await Activations(silo);

        await silo.Experiment(id).Cancel();
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.IsSettled, "all trials have ended");

        Assert.Equal(300, (await silo.Experiment(id).Summary()).CancelledTrials);
        Assert.True(await Activations(silo) <= before, "trials were activated only to be cancelled");
        Assert.Equal(0, (await silo.Scheduler.Status()).WaitingTrials);
    }

    [Fact]
    public async Task Cancel_ThenAnotherCommand_StaysCancelled()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var id = await silo.Submit(Experiment.Functions(2));

        await silo.Experiment(id).Cancel();
        await silo.Experiment(id).Resume();
        await silo.Experiment(id).Pause();

        Assert.Equal(ExperimentState.Cancelled, (await silo.Experiment(id).Summary()).State);
        await silo.Reaches($"{id}-2", TrialState.Cancelled);
    }

    [Fact]
    public async Task Question_AboutAMissingExperiment_NamesIt()
    {
        await using var silo = await TestSilo.Start(directory.Path);

        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => silo.Experiment(77).Summary());

        Assert.Contains("77", error.Message, StringComparison.Ordinal);
    }

    private static async Task<int> Activations(TestSilo silo) =>
        (await silo.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Count(grain => grain.GrainType.Contains("TrialGrain", StringComparison.Ordinal));
}
