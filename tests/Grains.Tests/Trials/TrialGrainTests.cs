using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Trials;

namespace FastOde.Grains.Tests.Trials;

public sealed class TrialGrainTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Completion_WithoutAnEvaluationThatIsDue_Fails()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (_, _) => new(AttemptState.Completed, 10) { WeightsSha256 = "feed", DueEvaluations = [10] });

        var id = await silo.Submit(Experiment.Functions(1, "{ retries: 0 }"));
        var trial = await silo.Reaches($"{id}-1", TrialState.Failed);

        Assert.Equal("The evaluation of step 10 is not stored, so the trial cannot count as completed.", trial.Summary.Message);
        Assert.Null(trial.Summary.WeightsSha256);
    }

    [Fact]
    public async Task Deactivation_OfEveryGrain_DisturbsNoAttempt()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Experiment.Functions(3));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 2, "two trials run");
        var slot = (await silo.Trial($"{id}-1")).Attempts[0].SlotId;

        await Deactivate(silo.Grains.GetGrain<ITrainerGrain>(slot));
        await Deactivate(silo.Grains.GetGrain<ITrialGrain>($"{id}-1"));
        await Deactivate(silo.Experiment(id));
        await Deactivate(silo.Scheduler);
        Assert.Equal($"{id}-1", (await silo.Grains.GetGrain<ITrainerGrain>(slot).Current())?.TrialId);
        Assert.Empty(rehearsal.Ended);

        rehearsal.FinishAll(id, 3);
        await silo.Reaches(id, ExperimentState.Completed);
        Assert.Equal(3, rehearsal.Started.Count);
        Assert.All(
            await silo.Results.Trials(id, Cancellation),
            trial => Assert.Equal((TrialState.Completed, 1), (trial.State, trial.Attempts)));
    }

    [Fact]
    public async Task Slot_GrantedWhileTheDatabaseCannotBeRead_CostsNoAttempt()
    {
        await using var silo = await TestSilo.Start(
            directory.Path, rehearsal, configure: builder => StallingTrialStore.Insert(builder.Services, unreadSpecs: 1));
        var id = await silo.Submit(Experiment.Functions(1));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "the trial runs");

        rehearsal.FinishAll(id, 1);
        var trial = await silo.Reaches($"{id}-1", TrialState.Completed);

        Assert.Equal(AttemptState.Completed, Assert.Single(trial.Attempts).State);
    }

    [Fact]
    public async Task Lease_ThatIsNotRenewed_GoesToAnotherAttemptAndRefusesTheFirst()
    {
        await using var silo = await TestSilo.Start(
            directory.Path, rehearsal, configure: builder => StallingTrialStore.Insert(builder.Services, stalledEpoch: 1));
        Exception? refusal = null;
        rehearsal.Act("1-1", (order, sink) =>
        {
            if (order.Lease.Epoch > 1)
                return null;
            sink.Stop.WaitHandle.WaitOne();
            sink.Report(new EvaluationReport { Rows = [Row(order.Lease.TrialId, 666)] });
            refusal = Record.Exception(sink.Settle);

            // Holds its thread until the other attempt has begun, as a hung device would.
            SpinWait.SpinUntil(() => rehearsal.Started.Count == 2, TimeSpan.FromSeconds(20));
            return null;
        });
        rehearsal.Finish("1-1");

        var id = await silo.Submit(Experiment.Functions(1));
        await silo.Reaches(id, ExperimentState.Completed);
        await Eventually.Gets(() => rehearsal.Ended.Count, count => count == 2, "both attempts have ended");

        Assert.IsType<LeaseLostException>(refusal);
        Assert.Empty(await silo.Results.Evaluations(TrialSelection.Of(["1-1"]), Cancellation));
        var trial = await silo.Trial("1-1");
        Assert.Equal([AttemptState.Interrupted, AttemptState.Completed], trial.Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task SlotGranted_OfASlotThatNobodyReaches_CostsNoAttemptAndTheTrialWaitsForAnother()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var scheduler = silo.Scheduler;
        var own = (await Eventually.Gets(scheduler.Status, status => status.Slots.Count == 1, "the silo has a slot")).Slots[0].Slot;
        await silo.Submit(Experiment.Functions(2));
        await silo.Reaches("1-1", TrialState.Running);

        await scheduler.Register([new() { Slot = own with { SlotId = "gone/cpu-1", Host = "gone" } }]);
        await Eventually.Gets(scheduler.Status, status => status.Slots.Any(slot => slot.TrialId == "1-2"), "the slot was offered");
        rehearsal.FinishAll(1, 2);
        await silo.Reaches(1, ExperimentState.Completed);

        Assert.Equal([own.SlotId], (await silo.Trial("1-2")).Attempts.Select(attempt => attempt.SlotId));
    }

    [Fact]
    public async Task Write_OfAStaleEpoch_StopsItsAttempt()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (order, sink) =>
        {
            if (order.Lease.Epoch > 1)
                return null;

            // Another silo takes the trial over behind this one's back.
            silo.Trials.Interrupt("1-1", 1, CancellationToken.None).GetAwaiter().GetResult();
            sink.Report(new MetricReport { Points = [new() { Name = "loss", Step = 1, Value = 1 }] });
            sink.Stop.WaitHandle.WaitOne();
            return null;
        });

        var id = await silo.Submit(Experiment.Functions(1));
        await Eventually.Gets(() => rehearsal.Ended.Count, count => count == 1, "the first attempt has ended");
        rehearsal.Finish("1-1");
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Empty(await silo.Results.Metrics(new() { Trials = TrialSelection.Of(["1-1"]) }, Cancellation));
        Assert.Equal(2, (await silo.Trial("1-1")).Summary.Attempts);
    }

    [Fact]
    public async Task Shutdown_WhileTrialsRun_StopsThemAndTheNextStartGoesOn()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal))
        {
            id = await silo.Submit(Experiment.Functions(3));
            await Eventually.Gets(() => rehearsal.Started.Count, count => count == 2, "two trials run");
        }

        Assert.Equal(2, rehearsal.Ended.Count);
        rehearsal.FinishAll(id, 3);
        await using var next = await TestSilo.Start(directory.Path, rehearsal);
        await next.Reaches(id, ExperimentState.Completed);

        Assert.Equal(
            [AttemptState.Stopped, AttemptState.Completed],
            (await next.Trial($"{id}-1")).Attempts.Select(attempt => attempt.State));
        Assert.Equal(1, (await next.Trial($"{id}-3")).Summary.Attempts);
    }

    [Fact]
    public async Task GiveWay_ToAHigherPriority_QueuesTheTrialAgainWithoutARetryAndSaysWhy()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var modest = await silo.Submit(Experiment.Functions(1, "{ retries: 0 }"));
        await silo.Reaches($"{modest}-1", TrialState.Running);

        var urgent = await silo.Submit(Experiment.Functions(1, "{ priority: 5 }"));
        await silo.Reaches($"{urgent}-1", TrialState.Running);

        var waiting = await silo.Trial($"{modest}-1");
        var reason = $"experiment {urgent} goes first: its priority is 5, this one's 0";
        Assert.Equal((TrialState.Queued, reason), (waiting.Summary.State, waiting.Summary.Message));
        Assert.Equal((AttemptState.Stopped, reason), (Assert.Single(waiting.Attempts).State, waiting.Attempts[0].Message));

        rehearsal.Finish($"{urgent}-1");
        rehearsal.Finish($"{modest}-1");
        await silo.Reaches(modest, ExperimentState.Completed);
        Assert.Equal([$"{modest}-1", $"{urgent}-1", $"{modest}-1"], rehearsal.Order);
        Assert.False(await silo.Grains.GetGrain<ITrialGrain>($"{modest}-1").GiveWay("elsewhere/cpu-1", "no reason"));
    }

    [Fact]
    public async Task Prune_OfARunningTrial_StopsItAndKeepsWhatItMeasured()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Experiment.Functions(2));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 2, "two trials run");

        await silo.Grains.GetGrain<ITrialGrain>($"{id}-1").Prune("others promise more");
        var pruned = await silo.Reaches($"{id}-1", TrialState.Pruned);
        rehearsal.Finish($"{id}-2");
        var experiment = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal((5, "others promise more", "pruned"), (pruned.Summary.Step, pruned.Summary.Message, pruned.Summary.EndedEarly));
        Assert.Equal(AttemptState.Stopped, Assert.Single(pruned.Attempts).State);
        Assert.Equal((2, 1, 1, 0, 0), (experiment.TrialCount, experiment.CompletedTrials, experiment.PrunedTrials, experiment.FailedTrials, experiment.CancelledTrials));
        Assert.Equal(experiment with { EndedAt = null }, (await silo.Results.Experiment(id, Cancellation))!.Summary with { EndedAt = null });
    }

    [Fact]
    public async Task Prune_OfATrialThatWaits_EndsItWithoutAnAttempt()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        var id = await silo.Submit(Experiment.Functions(1));

        await silo.Grains.GetGrain<ITrialGrain>($"{id}-1").Prune("others promise more");

        Assert.Equal((TrialState.Pruned, 0), ((await silo.Trial($"{id}-1")).Summary.State, (await silo.Trial($"{id}-1")).Attempts.Count));
        Assert.Equal(1, (await silo.Reaches(id, ExperimentState.Completed)).PrunedTrials);
    }

    [Fact]
    public async Task Prune_OfATrialThatHasEnded_ChangesNothing()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.FinishAll(1, 1);
        var id = await silo.Submit(Experiment.Functions(1));
        await silo.Reaches(id, ExperimentState.Completed);

        await silo.Grains.GetGrain<ITrialGrain>($"{id}-1").Prune("others promise more");

        Assert.Equal((TrialState.Completed, null), ((await silo.Trial($"{id}-1")).Summary.State, (await silo.Trial($"{id}-1")).Summary.Message));
    }

    [Fact]
    public async Task Failure_AfterTheActivationThatWasStartedIsGone_KeepsToTheRetriesOfTheExperiment()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (_, sink) =>
        {
            sink.Stop.WaitHandle.WaitOne();
            throw new InvalidOperationException("broken");
        });
        var id = await silo.Submit(Experiment.Functions(1, "{ retries: 0 }"));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "the trial runs");

        await Deactivate(silo.Grains.GetGrain<ITrialGrain>($"{id}-1"));
        await silo.Experiment(id).Pause();

        Assert.Equal("broken", (await silo.Reaches($"{id}-1", TrialState.Failed)).Summary.Message);
    }

    [Fact]
    public async Task Crash_WhileATrialRan_IsAnInterruptionAndNoRetry()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0))
        {
            id = await silo.Submit(Experiment.Functions(1, "{ retries: 0 }"));

            // What the store holds of a process that has died.
            await silo.Trials.BeginAttempt($"{id}-1", "gone/cpu-1", TimeSpan.FromHours(1), Cancellation);
        }

        rehearsal.FinishAll(id, 1);
        await using var next = await TestSilo.Start(directory.Path, rehearsal);
        await next.Reaches(id, ExperimentState.Completed);

        Assert.Equal(
            [AttemptState.Interrupted, AttemptState.Completed],
            (await next.Trial($"{id}-1")).Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task Observer_OfAnExperiment_IsToldWhatIsStored()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var proceed = new ManualResetEventSlim();
        rehearsal.Act("1-1", (order, sink) =>
        {
            proceed.Wait(sink.Stop);
            sink.Progress(3, 100);
            sink.Report(new MetricReport { Points = [new() { Name = "loss", Step = 3, Value = 0.5 }] });
            sink.Report(new EvaluationReport { Rows = [Row(order.Lease.TrialId, 4)], Objective = 4 });
            return null;
        });
        var id = await silo.Submit(Experiment.Functions(1));
        var changes = new ObservedChanges();
        await silo.Experiment(id).Subscribe(silo.Grains.CreateObjectReference<IExperimentObserver>(changes), ExperimentInterest.Everything);

        proceed.Set();
        await Eventually.Gets(() => changes.Metrics.Count, count => count > 0, "metric points arrive");
        await Eventually.Gets(() => changes.Evaluations.Count, count => count > 0, "evaluations arrive");
        await Eventually.Gets(
            () => changes.Trials.LastOrDefault(), trial => trial is { Step: 3, IterationsPerSecond: 100 }, "step and rate arrive");
        rehearsal.FinishAll(id, 1);
        await Eventually.Gets(
            () => changes.Experiments.LastOrDefault()?.State, state => state == ExperimentState.Completed, "the end arrives");

        Assert.Equal(0.5, changes.Metrics.First().Value);
        Assert.Equal(4, changes.Evaluations.First().Value);
        Assert.Equal(4, (await silo.Trial("1-1")).Summary.ObjectiveValue);
    }

    private static EvaluationRecord Row(string trialId, double value) => new()
    {
        TrialId = trialId,
        Step = 3,
        Metric = "value",
        Solver = "",
        Number = 0,
        Steps = 0,
        Nfe = 0,
        Value = value,
        Seconds = 0,
    };

    private static async Task Deactivate(IAddressable grain) =>
        await grain.AsReference<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();
}
