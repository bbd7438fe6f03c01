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
        AttemptLease lease = await Begin();

        TrialDetail trial = await Find(lease);
        Assert.Equal(("1-1", 1, "host/cpu-0", Fixture.Clock.GetUtcNow() + Sample.Lease), (lease.TrialId, lease.Epoch, lease.SlotId, lease.ExpiresAt));
        Assert.Equal((TrialState.Running, 1, "host/cpu-0"), (trial.Summary.State, trial.Summary.Attempts, trial.Summary.SlotId));
        Assert.Equal(Fixture.Clock.GetUtcNow(), trial.Summary.StartedAt);
        AttemptRecord attempt = Assert.Single(trial.Attempts);
        Assert.Equal((1, AttemptState.Running, "host/cpu-0", Fixture.Clock.GetUtcNow()), (attempt.Epoch, attempt.State, attempt.SlotId, attempt.StartedAt));
    }

    [Fact]
    public async Task BeginAttempt_WhileAnotherRuns_InterruptsItAndFencesItOut()
    {
        AttemptLease first = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        AttemptLease second = await Fixture.Trials.BeginAttempt(first.TrialId, "host/cpu-1", Sample.Lease, Cancellation);

        TrialDetail trial = await Find(first);
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
        AttemptLease lease = await Begin();
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
        AttemptLease lease = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromSeconds(20));

        await Fixture.Trials.Renew(Sample.Progress(lease, 1234, rate: 350.25), Sample.Lease, Cancellation);

        TrialDetail trial = await Find(lease);
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
        AttemptLease lease = await Begin();

        await Fixture.Trials.Renew(Sample.Progress(lease, 5, rate), Sample.Lease, Cancellation);

        Assert.Equal((5, (double?)null), ((await Find(lease)).Summary.Step, (await Find(lease)).Summary.IterationsPerSecond));
    }

    [Fact]
    public async Task EndAttempt_Completed_RecordsTheOutcomeAndGivesUpTheLease()
    {
        AttemptLease lease = await Begin();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);

        TrialDetail trial = await Find(lease);
        Assert.Equal((TrialState.Completed, 4000, 333.5, "cafe"), (trial.Summary.State, trial.Summary.Step, trial.Summary.IterationsPerSecond!.Value, trial.Summary.WeightsSha256));
        Assert.Equal((Fixture.Clock.GetUtcNow(), (string?)null, (string?)null), (trial.Summary.EndedAt!.Value, trial.Summary.SlotId, trial.Summary.Message));
        Assert.Equal((AttemptState.Completed, 4000, Fixture.Clock.GetUtcNow()), (trial.Attempts[0].State, trial.Attempts[0].LastStep!.Value, trial.Attempts[0].EndedAt!.Value));
        Assert.Empty(await Fixture.Trials.ExpiredLeases(DateTimeOffset.MaxValue, Cancellation));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 1), Sample.Lease, Cancellation));
        await AssertRefused(lease, () => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Failed, Cancellation));
    }

    [Fact]
    public async Task EndAttempt_FailedWithRetriesLeft_QueuesTheTrialForTheNextEpoch()
    {
        AttemptLease lease = await Begin();

        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed, step: 70), TrialState.Queued, Cancellation);

        TrialDetail trial = await Find(lease);
        Assert.Equal((TrialState.Queued, "what went wrong", (DateTimeOffset?)null), (trial.Summary.State, trial.Summary.Message, trial.Summary.EndedAt));
        Assert.Equal((AttemptState.Failed, "what went wrong"), (trial.Attempts[0].State, trial.Attempts[0].Message));
        AttemptLease next = await Fixture.Trials.BeginAttempt(lease.TrialId, "host/cpu-0", Sample.Lease, Cancellation);
        Assert.Equal((2, (string?)null), (next.Epoch, (await Find(lease)).Summary.Message));
    }

    [Fact]
    public async Task EndAttempt_AsRunning_Throws()
    {
        AttemptLease lease = await Begin();

        await Assert.ThrowsAsync<ArgumentException>(() => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Running, Cancellation));
    }

    [Fact]
    public async Task Interrupt_CurrentEpoch_QueuesAndFencesUntilTheNextAttempt()
    {
        AttemptLease lease = await Begin();
        await Fixture.Trials.Renew(Sample.Progress(lease, 500), Sample.Lease, Cancellation);

        await Fixture.Trials.Interrupt(lease.TrialId, lease.Epoch, Cancellation);

        TrialDetail trial = await Find(lease);
        Assert.Equal((TrialState.Queued, 500, (string?)null), (trial.Summary.State, trial.Summary.Step, trial.Summary.SlotId));
        Assert.Equal((AttemptState.Interrupted, 500), (trial.Attempts[0].State, trial.Attempts[0].LastStep!.Value));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 501), Sample.Lease, Cancellation));
        Assert.Equal(2, (await Fixture.Trials.BeginAttempt(lease.TrialId, "s", Sample.Lease, Cancellation)).Epoch);
    }

    [Fact]
    public async Task Interrupt_OlderEpoch_DoesNothing()
    {
        AttemptLease first = await Begin();
        AttemptLease second = await Fixture.Trials.BeginAttempt(first.TrialId, "s", Sample.Lease, Cancellation);

        await Fixture.Trials.Interrupt(first.TrialId, first.Epoch, Cancellation);

        Assert.Equal(TrialState.Running, (await Find(first)).Summary.State);
        await Fixture.Trials.Renew(Sample.Progress(second, 1), Sample.Lease, Cancellation);
    }

    [Fact]
    public async Task Cancel_RunningTrial_AbandonsItsAttempt()
    {
        AttemptLease lease = await Begin();

        await Fixture.Trials.Cancel(lease.TrialId, Cancellation);

        TrialDetail trial = await Find(lease);
        Assert.Equal((TrialState.Cancelled, Fixture.Clock.GetUtcNow()), (trial.Summary.State, trial.Summary.EndedAt!.Value));
        Assert.Equal((AttemptState.Interrupted, "the trial was cancelled"), (trial.Attempts[0].State, trial.Attempts[0].Message));
        await AssertRefused(lease, () => Fixture.Trials.Renew(Sample.Progress(lease, 1), Sample.Lease, Cancellation));
    }

    [Fact]
    public async Task Cancel_EndedTrial_ChangesNothing()
    {
        AttemptLease lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);

        await Fixture.Trials.Cancel(lease.TrialId, Cancellation);

        Assert.Equal(TrialState.Completed, (await Find(lease)).Summary.State);
    }

    [Fact]
    public async Task ExpiredLeases_AsTimePasses_FirstExpiredFirst()
    {
        AttemptLease early = await Begin(trials: 3);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        AttemptLease late = await Fixture.Trials.BeginAttempt("1-2", "host/cpu-1", Sample.Lease, Cancellation);

        Assert.Empty(await Fixture.Trials.ExpiredLeases(early.ExpiresAt, Cancellation));
        Assert.Equal([early], await Fixture.Trials.ExpiredLeases(late.ExpiresAt, Cancellation));
        Assert.Equal([early, late], await Fixture.Trials.ExpiredLeases(late.ExpiresAt + TimeSpan.FromMilliseconds(1), Cancellation));
    }

    [Fact]
    public async Task InterruptAll_AfterARestart_QueuesWhatRanAndNothingElse()
    {
        await Begin(trials: 4);
        await Fixture.Trials.BeginAttempt("1-3", "s", Sample.Lease, Cancellation);
        AttemptLease ended = await Fixture.Trials.BeginAttempt("1-4", "s", Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(ended, AttemptState.Completed), TrialState.Completed, Cancellation);

        IReadOnlyList<string> interrupted = await Fixture.Trials.InterruptAll(Cancellation);

        Assert.Equal(["1-1", "1-3"], interrupted);
        IReadOnlyList<TrialSummary> trials = await Fixture.Experiments.Trials(1, Cancellation);
        Assert.Equal([TrialState.Queued, TrialState.Queued, TrialState.Queued, TrialState.Completed], trials.Select(trial => trial.State));
        Assert.Equal(AttemptState.Interrupted, (await Fixture.Trials.Find("1-3", Cancellation))!.Attempts[0].State);
        Assert.Empty(await Fixture.Trials.InterruptAll(Cancellation));
    }

    [Fact]
    public async Task BeginAttempt_ManyAtOnce_GivesEachAnEpochAndLeavesOneRunning()
    {
        AttemptLease first = await Begin();

        AttemptLease[] leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            slot => Fixture.Trials.BeginAttempt(first.TrialId, $"slot-{slot}", Sample.Lease, Cancellation)));

        Assert.Equal(Enumerable.Range(2, 16).Select(epoch => (long)epoch), leases.Select(lease => lease.Epoch).Order());
        TrialDetail trial = await Find(first);
        AttemptRecord running = Assert.Single(trial.Attempts, attempt => attempt.State == AttemptState.Running);
        Assert.Equal((17, trial.Summary.SlotId), (running.Epoch, running.SlotId));
    }

    private async Task<TrialDetail> Find(AttemptLease lease) =>
        (await Fixture.Trials.Find(lease.TrialId, Cancellation))!;

    private static async Task AssertRefused(AttemptLease lease, Func<Task> write)
    {
        var exception = await Assert.ThrowsAsync<LeaseLostException>(write);
        Assert.Equal((lease.TrialId, lease.Epoch), (exception.TrialId, exception.Epoch));
    }
}
