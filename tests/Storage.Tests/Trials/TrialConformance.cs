using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Tests.TestSupport;
using FastOde.Storage.Trials;

namespace FastOde.Storage.Tests.Trials;

/// <summary>What every database must keep about trials and their leases.</summary>
public abstract class TrialConformance : StoreConformance
{
    [Fact]
    public async Task BeginAttempt_QueuedTrial_RunsUnderTheFirstEpoch()
    {
        var lease = await Begin();

        var trial = await Find(lease);
        Assert.Equal(("1-1", 1, "host/cpu-0", Fixture.Clock.GetUtcNow() + Sample.Lease), (lease.TrialId, lease.Epoch, lease.SlotId, lease.ExpiresAt));
        Assert.Equal((TrialState.Running, 1, "host/cpu-0"), (trial.Summary.State, trial.Summary.Attempts, trial.Summary.SlotId));
        Assert.Equal(Fixture.Clock.GetUtcNow(), trial.Summary.StartedAt);
        var attempt = Assert.Single(trial.Attempts);
        Assert.Equal((1, AttemptState.Running, "host/cpu-0", Fixture.Clock.GetUtcNow()), (attempt.Epoch, attempt.State, attempt.SlotId, attempt.StartedAt));
    }

    [Fact]
    public async Task BeginAttempt_WhoseAnswerIsLost_HasBegunOnceAndHoldsTheTrialFromThen()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        using var answer = new LostAnswer();
        var beginning = Fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, Cancellation);
        while (!answer.IsLost)
            await Task.Yield();

        // Longer than the lease, as a server that starts again may take.
        Fixture.Clock.Advance(Sample.Lease + TimeSpan.FromSeconds(1));
        var back = Fixture.Clock.GetUtcNow();
        while (!beginning.IsCompleted)
        {
            // Who pauses may not yet have begun to.
            Fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, Cancellation);
        }

        var lease = await beginning;
        Assert.Equal(1, lease.Epoch);
        Assert.True(lease.ExpiresAt >= back + Sample.Lease);
        Assert.Empty(await Fixture.Trials.ExpiredLeases(lease.ExpiresAt, Cancellation));
        Assert.Equal(AttemptState.Running, Assert.Single((await Find(lease)).Attempts).State);
    }

    [Fact]
    public async Task EndAttempt_AfterTheClockWasSetBack_EndsNoEarlierThanItBegan()
    {
        var ended = await Begin();
        var began = Fixture.Clock.GetUtcNow();
        Fixture.Clock.AdjustTime(began - TimeSpan.FromHours(1));
        await Fixture.Trials.EndAttempt(Sample.Outcome(ended, AttemptState.Stopped), TrialState.Cancelled, Cancellation);

        var trial = await Find(ended);
        Assert.Equal((began, began), (trial.Summary.EndedAt, Assert.Single(trial.Attempts).EndedAt));
    }

    [Fact]
    public async Task Recover_AfterTheClockWasSetBack_EndsAttemptsNoEarlierThanTheyBegan()
    {
        var lease = await Begin();
        var began = Fixture.Clock.GetUtcNow();
        Fixture.Clock.AdjustTime(began - TimeSpan.FromHours(1));
        await Fixture.Trials.Recover(Cancellation);

        var attempt = Assert.Single((await Find(lease)).Attempts);
        Assert.Equal((AttemptState.Interrupted, began), (attempt.State, attempt.EndedAt));
    }

    [Fact]
    public async Task BeginAttempt_WhileAnotherHoldsAGoodLease_IsRefused()
    {
        var first = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        await Fixture.Trials.Renew(Sample.Progress(first, 10), Sample.Lease, Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(20));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Fixture.Trials.BeginAttempt(first.TrialId, "host/cpu-1", Sample.Lease, Cancellation));

        Assert.Equal("trial 1-1 runs (epoch 1); no other attempt can begin", refusal.Message);
        await Fixture.Trials.Renew(Sample.Progress(first, 20), Sample.Lease, Cancellation);
        Assert.Equal(AttemptState.Running, Assert.Single((await Find(first)).Attempts).State);
    }

    [Fact]
    public async Task BeginAttempt_AfterAnother_HasDoneTheStepsOfTheNewestCheckpoint()
    {
        var first = await Begin();
        await Fixture.Measurements.Add(first, [new ArtifactReport { Written = [Sample.Checkpoint(100) with { Path = "a" }, Sample.Checkpoint(200) with { Path = "b" }] }], Cancellation);
        await Fixture.Trials.Renew(Sample.Progress(first, 250), Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(first, AttemptState.Stopped), TrialState.Queued, Cancellation);

        await Fixture.Trials.BeginAttempt(first.TrialId, "s", Sample.Lease, Cancellation);

        Assert.Equal(200, (await Fixture.Trials.Find(first.TrialId, Cancellation))!.Summary.Step);
    }

    [Fact]
    public async Task BeginAttempt_AfterAnothersLeaseRanOut_InterruptsItAndFencesItOut()
    {
        var first = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await Fixture.Trials.BeginAttempt(first.TrialId, "host/cpu-1", Sample.Lease, Cancellation);

        var trial = await Find(first);
        Assert.Equal(2, second.Epoch);
        Assert.Equal([AttemptState.Interrupted, AttemptState.Running], trial.Attempts.Select(attempt => attempt.State));
        Assert.Equal(Fixture.Clock.GetUtcNow(), trial.Attempts[0].EndedAt);
        Assert.Equal(Fixture.Clock.GetUtcNow() - TimeSpan.FromMinutes(1), trial.Summary.StartedAt);
        await AssertRefused(first, () => Fixture.Trials.Renew(Sample.Progress(first, 10), Sample.Lease, Cancellation));
        await AssertRefused(first, () => Fixture.Trials.EndAttempt(Sample.Outcome(first, AttemptState.Completed), TrialState.Completed, Cancellation));
        Assert.Equal((TrialState.Running, 0, "host/cpu-1"), ((await Find(first)).Summary.State, (await Find(first)).Summary.Step, (await Find(first)).Summary.SlotId));
    }

    [Theory]
    [InlineData(AttemptState.Completed, TrialState.Completed)]
    [InlineData(AttemptState.Failed, TrialState.Failed)]
    [InlineData(AttemptState.Diverged, TrialState.Diverged)]
    [InlineData(AttemptState.Stopped, TrialState.Cancelled)]
    public async Task BeginAttempt_EndedTrial_Throws(AttemptState attempt, TrialState trial)
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, attempt), trial, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Trials.BeginAttempt(lease.TrialId, "s", Sample.Lease, Cancellation));

        Assert.Equal((trial, 1), ((await Find(lease)).Summary.State, (await Find(lease)).Summary.Attempts));
    }

    [Fact]
    public async Task BeginAttempt_MissingTrial_Throws()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Trials.BeginAttempt("8-1", "s", Sample.Lease, Cancellation));

        Assert.Equal("trial 8-1 does not exist", exception.Message);
    }

    [Fact]
    public async Task Renew_CurrentEpoch_ExtendsTheLeaseAndRecordsProgress()
    {
        var lease = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromSeconds(20));

        await Fixture.Trials.Renew(Sample.Progress(lease, 1234, rate: 350.25), Sample.Lease, Cancellation);

        var trial = await Find(lease);
        Assert.Equal((1234, 350.25), (trial.Summary.Step, trial.Summary.IterationsPerSecond!.Value));
        Assert.Equal(1234, trial.Attempts[0].LastStep);
        Assert.Empty(await Fixture.Trials.ExpiredLeases(lease.ExpiresAt + TimeSpan.FromSeconds(20), Cancellation));
        Assert.Single(await Fixture.Trials.ExpiredLeases(lease.ExpiresAt + TimeSpan.FromSeconds(21), Cancellation));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Renew_RateThatIsNotANumber_RecordsNone(double rate)
    {
        var lease = await Begin();

        await Fixture.Trials.Renew(Sample.Progress(lease, 5, rate), Sample.Lease, Cancellation);

        Assert.Equal((5, (double?)null), ((await Find(lease)).Summary.Step, (await Find(lease)).Summary.IterationsPerSecond));
    }

    [Fact]
    public async Task EndAttempt_Completed_RecordsTheOutcomeAndGivesUpTheLease()
    {
        var lease = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);

        var trial = await Find(lease);
        Assert.Equal((TrialState.Completed, 4000, 333.5, "cafe"), (trial.Summary.State, trial.Summary.Step, trial.Summary.IterationsPerSecond!.Value, trial.Summary.WeightsSha256));
        Assert.Equal(5_000_000_000, trial.Summary.NetworkEvaluations);
        Assert.Equal((Fixture.Clock.GetUtcNow(), (string?)null, (string?)null), (trial.Summary.EndedAt!.Value, trial.Summary.SlotId, trial.Summary.Message));
        Assert.Equal((AttemptState.Completed, 4000, Fixture.Clock.GetUtcNow()), (trial.Attempts[0].State, trial.Attempts[0].LastStep!.Value, trial.Attempts[0].EndedAt!.Value));
        Assert.Empty(await Fixture.Trials.ExpiredLeases(DateTimeOffset.MaxValue, Cancellation));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 1), Sample.Lease, Cancellation));
        await AssertRefused(lease, () => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Failed, Cancellation));
    }

    [Fact]
    public async Task EndAttempt_FailedWithRetriesLeft_QueuesTheTrialForTheNextEpoch()
    {
        var lease = await Begin();

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed, step: 70), TrialState.Queued, Cancellation);

        var trial = await Find(lease);
        Assert.Equal((TrialState.Queued, "what went wrong", (DateTimeOffset?)null), (trial.Summary.State, trial.Summary.Message, trial.Summary.EndedAt));
        Assert.Equal((AttemptState.Failed, "what went wrong"), (trial.Attempts[0].State, trial.Attempts[0].Message));
        var next = await Fixture.Trials.BeginAttempt(lease.TrialId, "host/cpu-0", Sample.Lease, Cancellation);
        Assert.Equal((2, (string?)null), (next.Epoch, (await Find(lease)).Summary.Message));
    }

    [Theory]
    [InlineData(AttemptState.Completed, TrialState.Completed)]
    [InlineData(AttemptState.Blocked, TrialState.Queued)]
    public async Task EndAttempt_ThatWasStoredBefore_SaysWhen(AttemptState attempt, TrialState trial)
    {
        var lease = await Begin();
        var stored = await Fixture.Trials.EndAttempt(Sample.Outcome(lease, attempt), trial, Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(stored, await Fixture.Trials.EndAttempt(Sample.Outcome(lease, attempt), trial, Cancellation));

        await AssertRefused(lease, () => Fixture.Trials.EndAttempt(Sample.Outcome(lease, attempt, step: 3), trial, Cancellation));
        await AssertRefused(lease, () => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Failed, Cancellation));
    }

    [Fact]
    public async Task EndAttempt_WithAMessageThatIsNoText_KeepsWhatIsText()
    {
        var lease = await Begin();

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed) with { Message = "naïve 🂡 a\0b \ud83c" }, TrialState.Failed, Cancellation);

        Assert.Contains("naïve 🂡 a", (await Find(lease)).Summary.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndAttempt_AsRunning_Throws()
    {
        var lease = await Begin();

        await Assert.ThrowsAsync<ArgumentException>(() => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Running, Cancellation));
    }

    [Fact]
    public async Task Interrupt_CurrentEpoch_QueuesAndFencesUntilTheNextAttempt()
    {
        var lease = await Begin();
        await Fixture.Trials.Renew(Sample.Progress(lease, 500), Sample.Lease, Cancellation);

        await Fixture.Trials.Interrupt(lease.TrialId, lease.Epoch, Cancellation);

        var trial = await Find(lease);
        Assert.Equal((TrialState.Queued, 500, (string?)null), (trial.Summary.State, trial.Summary.Step, trial.Summary.SlotId));
        Assert.Equal((AttemptState.Interrupted, 500), (trial.Attempts[0].State, trial.Attempts[0].LastStep!.Value));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 501), Sample.Lease, Cancellation));
        Assert.Equal(2, (await Fixture.Trials.BeginAttempt(lease.TrialId, "s", Sample.Lease, Cancellation)).Epoch);
    }

    [Fact]
    public async Task Interrupt_OlderEpoch_DoesNothing()
    {
        var first = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Fixture.Trials.BeginAttempt(first.TrialId, "s", Sample.Lease, Cancellation);

        await Fixture.Trials.Interrupt(first.TrialId, first.Epoch, Cancellation);

        Assert.Equal(TrialState.Running, (await Find(first)).Summary.State);
        await Fixture.Trials.Renew(Sample.Progress(second, 1), Sample.Lease, Cancellation);
    }

    [Fact]
    public async Task InterruptExpired_AfterTheLeaseRanOut_QueuesAndFences()
    {
        var lease = await Begin();
        await Fixture.Trials.Renew(Sample.Progress(lease, 500), Sample.Lease, Cancellation);
        Fixture.Clock.Advance(Sample.Lease + TimeSpan.FromMilliseconds(1));

        Assert.True(await Fixture.Trials.InterruptExpired(lease.TrialId, lease.Epoch, Cancellation));

        var trial = await Find(lease);
        Assert.Equal((TrialState.Queued, 500, (string?)null), (trial.Summary.State, trial.Summary.Step, trial.Summary.SlotId));
        Assert.Equal((AttemptState.Interrupted, "its lease ran out"), (trial.Attempts[0].State, trial.Attempts[0].Message));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 501), Sample.Lease, Cancellation));
        Assert.False(await Fixture.Trials.InterruptExpired(lease.TrialId, lease.Epoch, Cancellation));
    }

    [Fact]
    public async Task InterruptExpired_LeaseRenewedAfterItWasFoundExpired_LeavesTheAttempt()
    {
        var lease = await Begin();
        Fixture.Clock.Advance(Sample.Lease + TimeSpan.FromSeconds(1));
        var found = Assert.Single(await Fixture.Trials.ExpiredLeases(Fixture.Clock.GetUtcNow(), Cancellation));
        await Fixture.Trials.Renew(Sample.Progress(lease, 77), Sample.Lease, Cancellation);

        Assert.False(await Fixture.Trials.InterruptExpired(found.TrialId, found.Epoch, Cancellation));

        Assert.Equal((TrialState.Running, AttemptState.Running), ((await Find(lease)).Summary.State, (await Find(lease)).Attempts[0].State));
        await Fixture.Trials.Renew(Sample.Progress(lease, 78), Sample.Lease, Cancellation);
    }

    [Fact]
    public async Task InterruptExpired_ManyAtOnceBesideRenewals_TakesTheLeaseOrRenewsItButNeverBoth()
    {
        var lease = await Begin();
        Fixture.Clock.Advance(Sample.Lease + TimeSpan.FromSeconds(1));

        Task<bool>[] taken = [.. Enumerable.Range(0, 8).Select(_ => Fixture.Trials.InterruptExpired(lease.TrialId, lease.Epoch, Cancellation))];
        var refusal = await Record.ExceptionAsync(() => Fixture.Trials.Renew(Sample.Progress(lease, 9), Sample.Lease, Cancellation));

        var times = (await Task.WhenAll(taken)).Count(wasTaken => wasTaken);
        Assert.Equal(refusal is LeaseLostException ? 1 : 0, times);
        Assert.Equal(times == 1 ? TrialState.Queued : TrialState.Running, (await Find(lease)).Summary.State);
    }

    [Fact]
    public async Task EndQueued_RunningTrial_LeavesItsAttempt()
    {
        var lease = await Begin();

        await Fixture.Trials.EndQueued(lease.TrialId, TrialState.Cancelled, null, Cancellation);

        Assert.Equal(TrialState.Running, (await Find(lease)).Summary.State);
        await Fixture.Trials.Renew(Sample.Progress(lease, 1), Sample.Lease, Cancellation);
    }

    [Theory]
    [InlineData(TrialState.Cancelled, null, 0, 1)]
    [InlineData(TrialState.Pruned, "others promise more", 1, 0)]
    public async Task EndQueued_QueuedTrial_EndsIt(TrialState state, string? reason, int pruned, int cancelled)
    {
        await Begin(trials: 2);

        await Fixture.Trials.EndQueued("1-2", state, reason, Cancellation);

        var trial = (await Fixture.Trials.Find("1-2", Cancellation))!.Summary;
        Assert.Equal((state, Fixture.Clock.GetUtcNow(), reason), (trial.State, trial.EndedAt!.Value, trial.Message));
        var experiment = (await Fixture.Experiments.Find(1, Cancellation))!.Summary;
        Assert.Equal((2, 0, 1, pruned, cancelled, 0), (experiment.TrialCount, experiment.QueuedTrials, experiment.RunningTrials, experiment.PrunedTrials, experiment.CancelledTrials, experiment.FailedTrials));
    }

    [Fact]
    public async Task EndQueued_WithoutAReason_KeepsTheMessage()
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Blocked), TrialState.Queued, Cancellation);

        await Fixture.Trials.EndQueued(lease.TrialId, TrialState.Cancelled, null, Cancellation);

        Assert.Equal("what went wrong", (await Find(lease)).Summary.Message);
    }

    [Fact]
    public async Task EndAttempt_Blocked_QueuesTheTrialAndSaysSo()
    {
        var lease = await Begin();

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Blocked), TrialState.Queued, Cancellation);

        Assert.Equal((true, "what went wrong"), ((await Find(lease)).Summary.IsBlocked, (await Find(lease)).Summary.Message));
        Assert.True((await Fixture.Experiments.Trials(1, Cancellation))[0].IsBlocked);
        await Fixture.Trials.BeginAttempt(lease.TrialId, "s", Sample.Lease, Cancellation);
        Assert.False((await Find(lease)).Summary.IsBlocked);
    }

    [Fact]
    public async Task EndQueued_EndedTrial_ChangesNothing()
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);

        await Fixture.Trials.EndQueued(lease.TrialId, TrialState.Cancelled, null, Cancellation);

        Assert.Equal(TrialState.Completed, (await Find(lease)).Summary.State);
    }

    [Fact]
    public async Task ExpiredLeases_AsTimePasses_FirstExpiredFirst()
    {
        var early = await Begin(trials: 3);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        var late = await Fixture.Trials.BeginAttempt("1-2", "host/cpu-1", Sample.Lease, Cancellation);

        Assert.Empty(await Fixture.Trials.ExpiredLeases(early.ExpiresAt, Cancellation));
        Assert.Equal([early], await Fixture.Trials.ExpiredLeases(late.ExpiresAt, Cancellation));
        Assert.Equal([early, late], await Fixture.Trials.ExpiredLeases(late.ExpiresAt + TimeSpan.FromMilliseconds(1), Cancellation));
    }

    [Fact]
    public async Task BeginAttempt_ManyAtOnce_GivesTheTrialToOne()
    {
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            slot => Record.ExceptionAsync(() => Fixture.Trials.BeginAttempt("1-1", $"slot-{slot}", Sample.Lease, Cancellation)).AsTask()));

        Assert.Equal(15, refusals.Count(refusal => refusal is InvalidOperationException));
        var trial = (await Fixture.Trials.Find("1-1", Cancellation))!;
        var running = Assert.Single(trial.Attempts);
        Assert.Equal((1, AttemptState.Running, trial.Summary.SlotId), (running.Epoch, running.State, running.SlotId));
    }

    private async Task<TrialDetail> Find(AttemptLease lease) =>
        (await Fixture.Trials.Find(lease.TrialId, Cancellation))!;

    private static async Task AssertRefused(AttemptLease lease, Func<Task> write)
    {
        var exception = await Assert.ThrowsAsync<LeaseLostException>(write);
        Assert.Equal((lease.TrialId, lease.Epoch), (exception.TrialId, exception.Epoch));
    }
}
