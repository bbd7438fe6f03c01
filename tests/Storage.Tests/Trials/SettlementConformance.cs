using FastOde.Contracts.Results;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Trials;

/// <summary>What every database must do with many trials at once: cancel them, take them up again, recover them.</summary>
public abstract class SettlementConformance : StoreConformance
{
    [Fact]
    public async Task CancelQueued_OfAnExperiment_EndsWhatWaitsThereAndNothingElse()
    {
        await Begin(trials: 4);
        var ended = await Fixture.Trials.BeginAttempt("1-4", "s", Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(ended, AttemptState.Completed), TrialState.Completed, Cancellation);
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);

        Assert.Equal(2, await Fixture.Trials.CancelQueued(1, Cancellation));

        Assert.Equal([TrialState.Running, TrialState.Cancelled, TrialState.Cancelled, TrialState.Completed], await States(1));
        Assert.Equal([TrialState.Queued, TrialState.Queued], await States(2));
        Assert.Equal(0, await Fixture.Trials.CancelQueued(1, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Trials.BeginAttempt("1-2", "s", Sample.Lease, Cancellation));
    }

    [Fact]
    public async Task QueueFailed_TakesUpFailedTrialsAndOpensTheirExperiments()
    {
        await Failed();
        await Failed();
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        await Fixture.Experiments.SetState(2, ExperimentState.Cancelled, Cancellation);

        Assert.Equal([1], await Fixture.Trials.QueueFailed(Cancellation));

        Assert.Equal([TrialState.Queued, TrialState.Diverged, TrialState.Queued], await States(1));
        Assert.Equal([TrialState.Failed, TrialState.Diverged, TrialState.Queued], await States(2));
        var experiment = (await Fixture.Experiments.Find(1, Cancellation))!.Summary;
        Assert.Equal((ExperimentState.Running, (DateTimeOffset?)null), (experiment.State, experiment.EndedAt));
        Assert.Equal(2, (await Fixture.Trials.BeginAttempt("1-1", "s", Sample.Lease, Cancellation)).Epoch);
        Assert.Empty(await Fixture.Trials.QueueFailed(Cancellation));
    }

    [Fact]
    public async Task QueueFailed_OfOneExperiment_GivesItsTrialsTheirRetriesAnewAndLeavesOthersAlone()
    {
        await Failed();
        await Failed();
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);

        Assert.Equal(0, await Fixture.Trials.QueueFailed(1, "1-2", Cancellation));
        Assert.Equal(0, await Fixture.Trials.QueueFailed(1, "2-1", Cancellation));
        Assert.Equal(1, await Fixture.Trials.QueueFailed(1, null, Cancellation));
        Assert.Equal(1, await Fixture.Trials.QueueFailed(2, "2-1", Cancellation));

        Assert.Equal([TrialState.Queued, TrialState.Diverged, TrialState.Queued], await States(1));
        Assert.Equal(1, (await Fixture.Trials.Find("1-1", Cancellation))!.ForgivenAttempts);
        Assert.Equal(0, (await Fixture.Trials.Find("1-2", Cancellation))!.ForgivenAttempts);
        Assert.Equal(ExperimentState.Running, (await Fixture.Experiments.Find(1, Cancellation))!.Summary.State);
        await Fixture.Experiments.SetState(2, ExperimentState.Cancelled, Cancellation);
        Assert.Equal(0, await Fixture.Trials.QueueFailed(2, null, Cancellation));
    }

    [Fact]
    public async Task Recover_AfterARestart_QueuesWhatRanAndNothingElse()
    {
        await Begin(trials: 4);
        await Fixture.Trials.BeginAttempt("1-3", "s", Sample.Lease, Cancellation);
        var ended = await Fixture.Trials.BeginAttempt("1-4", "s", Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(ended, AttemptState.Completed), TrialState.Completed, Cancellation);

        var interrupted = await Fixture.Trials.Recover(Cancellation);

        Assert.Equal(["1-1", "1-3"], interrupted);
        Assert.Equal([TrialState.Queued, TrialState.Queued, TrialState.Queued, TrialState.Completed], await States(1));
        var attempt = (await Fixture.Trials.Find("1-3", Cancellation))!.Attempts[0];
        Assert.Equal((AttemptState.Interrupted, "its process ended"), (attempt.State, attempt.Message));
        Assert.Empty(await Fixture.Trials.Recover(Cancellation));
    }

    [Fact]
    public async Task Recover_OfExperimentsThatWereToRun_HasThemWaitUntilTheyAreStarted()
    {
        await Begin(trials: 1);
        Assert.True((await Fixture.Experiments.Find(1, Cancellation))!.IsStarted);

        await Fixture.Trials.Recover(Cancellation);
        Assert.False((await Fixture.Experiments.Find(1, Cancellation))!.IsStarted);

        await Fixture.Experiments.Start(1, Cancellation);
        Assert.True((await Fixture.Experiments.Find(1, Cancellation))!.IsStarted);
    }

    [Fact]
    public async Task Recover_OfACancelledExperiment_EndsWhatRanAndWhatWaited()
    {
        var lease = await Begin(trials: 3);
        var ended = await Fixture.Trials.BeginAttempt("1-3", "s", Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(ended, AttemptState.Completed), TrialState.Completed, Cancellation);
        await Fixture.Experiments.SetState(1, ExperimentState.Cancelled, Cancellation);
        Assert.Equal([1], await Fixture.Experiments.Unfinished(Cancellation));

        Assert.Equal(["1-1"], await Fixture.Trials.Recover(Cancellation));

        Assert.Equal([TrialState.Cancelled, TrialState.Cancelled, TrialState.Completed], await States(1));
        Assert.Equal(AttemptState.Interrupted, (await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Attempts[0].State);
        Assert.Empty(await Fixture.Experiments.Unfinished(Cancellation));
    }

    /// <summary>An experiment of three trials: failed, diverged and queued.</summary>
    private async Task Failed()
    {
        var failed = await Begin(trials: 3);
        await Fixture.Trials.EndAttempt(Sample.Outcome(failed, AttemptState.Failed), TrialState.Failed, Cancellation);
        var experiment = failed.TrialId.Split('-')[0];
        var diverged = await Fixture.Trials.BeginAttempt($"{experiment}-2", "s", Sample.Lease, Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(diverged, AttemptState.Diverged), TrialState.Diverged, Cancellation);
    }

    private async Task<IEnumerable<TrialState>> States(long experimentId) =>
        (await Fixture.Experiments.Trials(experimentId, Cancellation)).Select(trial => trial.State);
}
