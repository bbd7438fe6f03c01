using FastOde.Contracts.Notices;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Curation;
using FastOde.Storage.Notices;
using FastOde.Storage.Tests.TestSupport;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Notices;

/// <summary>What every database notices, and what it keeps of it for webhooks.</summary>
public abstract class NoticeConformance : StoreConformance
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private IWebhookStore Webhooks => Fixture.Services.GetRequiredService<IWebhookStore>();

    private NoticeBell Bell => Fixture.Services.GetRequiredService<NoticeBell>();

    [Fact]
    public async Task EndAttempt_FailedAndDiverged_AreNoticedWithTheirReason()
    {
        await Create(2);
        var rings = Bell.Next;
        await End(1, AttemptState.Failed, TrialState.Failed);
        Assert.True(rings.IsCompletedSuccessfully);
        await End(2, AttemptState.Diverged, TrialState.Diverged);

        var (diverged, failed) = await Notices() is [var second, var first] ? (second, first) : throw new InvalidOperationException("expected two notices");
        Assert.Equal((NoticeKind.Failed, "1-1", "what went wrong", "two-gaussians"), (failed.Kind, failed.TrialId, failed.Message, failed.ExperimentName));
        Assert.Equal("Trial 1-1 of two-gaussians failed: what went wrong", failed.Text);
        Assert.Equal((NoticeKind.Diverged, "/trials/1-2", Fixture.Clock.GetUtcNow()), (diverged.Kind, diverged.Page, diverged.At));
        Assert.Equal([diverged.Id], (await Query(failed.Id)).Select(notice => notice.Id));
    }

    [Fact]
    public async Task EndAttempt_ThatIsTriedAgainOrStopped_IsNoNews()
    {
        await Create(2);
        var rings = Bell.Next;
        await End(1, AttemptState.Failed, TrialState.Queued);
        await End(2, AttemptState.Stopped, TrialState.Cancelled);

        Assert.Empty(await Notices());
        Assert.False(rings.IsCompleted);
    }

    [Fact]
    public async Task EndAttempt_StoredTwice_IsNoticedOnce()
    {
        await Create(1);
        var lease = await Fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
        var outcome = Sample.Outcome(lease, AttemptState.Failed);
        await Fixture.Trials.EndAttempt(outcome, TrialState.Failed, Cancellation);
        await Fixture.Trials.EndAttempt(outcome, TrialState.Failed, Cancellation);

        Assert.Single(await Notices());
    }

    [Fact]
    public async Task EndAttempt_OfALostLease_NoticesNothing()
    {
        await Create(1);
        var lease = await Fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
        await Fixture.Trials.Interrupt("1-1", lease.Epoch, Cancellation);
        await Assert.ThrowsAsync<LeaseLostException>(() => Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Failed, Cancellation));

        Assert.Empty(await Notices());
    }

    [Theory]
    [InlineData(true, new[] { 1.0, 2, 2, 1, 3 }, new[] { 2.0, 3 })]
    [InlineData(false, new[] { 3.0, 4, 1, 1, 0.5 }, new[] { 1.0, 0.5 })]
    public async Task EndAttempt_BetterThanAllBefore_IsANewBest(bool maximize, double[] values, double[] expected)
    {
        await Create(values.Length, Sample.Spec() with { Objective = new ObjectiveSpec { Metric = "curvature@euler-20", Maximize = maximize } });
        foreach (var (value, index) in values.Select((value, index) => (value, index)))
            await End(index + 1, AttemptState.Completed, TrialState.Completed, value);

        var notices = await Notices();
        Assert.All(notices, notice => Assert.Equal((NoticeKind.NewBest, "curvature@euler-20"), (notice.Kind, notice.Metric)));
        Assert.Equal(expected, notices.Reverse().Select(notice => notice.Value!.Value));
    }

    [Fact]
    public async Task EndAttempt_BetterButNotMeetingADemand_IsNoNewBest()
    {
        await Create(3, Sample.Spec() with { Objective = new ObjectiveSpec { Metric = "curvature@euler-20", Where = ["wasserstein2@euler-20 <= 1"] } });
        await End(1, AttemptState.Completed, TrialState.Completed, 3, 0.5);
        await End(2, AttemptState.Completed, TrialState.Completed, 1, 2);
        await End(3, AttemptState.Completed, TrialState.Completed, 2, 0.5);

        Assert.Equal("1-3", Assert.Single(await Notices()).TrialId);
    }

    [Fact]
    public async Task SetState_Completed_IsNoticedOnceUntilItRunsAgain()
    {
        await Create(1);
        await Fixture.Experiments.SetState(1, ExperimentState.Paused, Cancellation);
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        Assert.Equal("two-gaussians has finished", Assert.Single(await Notices()).Text);

        await Fixture.Experiments.SetState(1, ExperimentState.Running, Cancellation);
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        Assert.Equal(2, (await Notices()).Count);
    }

    [Fact]
    public async Task Webhook_GetsWhatItIsToldOfInOrderAndWithoutGaps()
    {
        var all = (await Webhooks.Add("http://a.test/", NoticeKinds.All, "s", 9, Cancellation))!.Value;
        var failures = (await Webhooks.Add("http://b.test/", [NoticeKind.Failed], "s", 9, Cancellation))!.Value;
        await Create(3);
        await End(1, AttemptState.Failed, TrialState.Failed);
        await End(2, AttemptState.Diverged, TrialState.Diverged);
        await End(3, AttemptState.Failed, TrialState.Failed);

        Assert.Equal([(1, "1-1"), (2, "1-2"), (3, "1-3")], await Drain(all));
        Assert.Equal([(1, "1-1"), (2, "1-3")], await Drain(failures));
        Assert.Equal([], await Webhooks.Due(Cancellation));
    }

    [Fact]
    public async Task Claim_HeldByAnother_IsRefusedUntilItHasRunOut()
    {
        var id = await WithOneWaiting();
        var first = (await Webhooks.Claim(id, Hold, Cancellation))!;
        Assert.Null(await Webhooks.Claim(id, Hold, Cancellation));
        Assert.Equal([], await Webhooks.Due(Cancellation));

        // The process that held it was killed.
        Fixture.Clock.Advance(Hold);
        var second = (await Webhooks.Claim(id, Hold, Cancellation))!;
        Assert.Equal(first.Notice, second.Notice);

        // It was not killed, only slow: what it says counts no more.
        await Webhooks.Refuse(first, "too late", null, Cancellation);
        await Webhooks.Accept(second, "accepted with 200", Cancellation);
        var webhook = Assert.Single(await Webhooks.List(Cancellation));
        Assert.Equal((0, 0, "accepted with 200", (DateTimeOffset?)null), (webhook.Waiting, webhook.Tries, webhook.LastOutcome, webhook.StoppedAt));
        Assert.Equal("works", webhook.State);
    }

    [Fact]
    public async Task Refuse_WithAPause_WaitsAndWithoutOneGivesUpUntilATestIsAccepted()
    {
        var id = await WithOneWaiting();
        await Webhooks.Refuse((await Webhooks.Claim(id, Hold, Cancellation))!, "answered with 500", TimeSpan.FromMinutes(1), Cancellation);
        Assert.Null(await Webhooks.Claim(id, Hold, Cancellation));
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([id], await Webhooks.Due(Cancellation));
        var again = (await Webhooks.Claim(id, Hold, Cancellation))!;
        Assert.Equal(1, again.Tries);
        await Webhooks.Refuse(again, "answered with 500", null, Cancellation);

        Assert.Equal("given up after 2 tries", Assert.Single(await Webhooks.List(Cancellation)).State);
        Fixture.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Webhooks.Due(Cancellation));
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        Assert.Equal(1, Assert.Single(await Webhooks.List(Cancellation)).Waiting);

        await Webhooks.NoteTest(id, isAccepted: false, "test: answered with 500", Cancellation);
        Assert.Null(await Webhooks.Due(Cancellation));
        var rings = Fixture.Services.GetRequiredService<NoticeBell>().Next;
        await Webhooks.NoteTest(id, isAccepted: true, "test: accepted with 200", Cancellation);
        Assert.True(rings.IsCompleted);
        Assert.Equal([(1, "1-1")], await Drain(id));
    }

    [Fact]
    public async Task Remove_TakesWhatWaitsAndOneThatIsGoneIsFalse()
    {
        var id = await WithOneWaiting();
        Assert.True(await Webhooks.Remove(id, Cancellation));
        Assert.False(await Webhooks.Remove(id, Cancellation));
        Assert.Null(await Webhooks.Target(id, Cancellation));
        Assert.Single(await Notices());
    }

    [Fact]
    public async Task Add_MoreThanTheMost_IsRefused()
    {
        Assert.NotNull(await Webhooks.Add("http://a.test/", NoticeKinds.All, "s", 1, Cancellation));
        Assert.Null(await Webhooks.Add("http://b.test/", NoticeKinds.All, "s", 1, Cancellation));
    }

    [Fact]
    public async Task Trim_KeepsTheLatestAndWhatWaits()
    {
        await Create(1);
        for (var i = 0; i <= IWebhookStore.MostKept; i++)
        {
            await Fixture.Experiments.SetState(1, ExperimentState.Running, Cancellation);
            await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        }

        await Webhooks.Trim(Cancellation);
        Assert.Equal(IWebhookStore.MostKept, (await Fixture.Services.GetRequiredService<INoticeQueries>().Notices(0, int.MaxValue, Cancellation)).Count);
    }

    [Fact]
    public async Task Removal_OfAnExperiment_TakesItsNoticesAndWhatWaitsOfThem()
    {
        var id = await WithOneWaiting();
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        await Fixture.Services.GetRequiredService<ICurationStore>().Delete(1, Cancellation);
        Fixture.Clock.Advance(Fixture.Options.UndoTime);
        await Fixture.Services.GetRequiredService<IRemovalStore>().Remove(1, Cancellation);

        Assert.Empty(await Notices());
        Assert.Null(await Webhooks.Claim(id, Hold, Cancellation));
    }

    private async Task<long> WithOneWaiting()
    {
        var id = (await Webhooks.Add("http://a.test/", NoticeKinds.All, "s", 9, Cancellation))!.Value;
        await Create(1);
        await End(1, AttemptState.Failed, TrialState.Failed);
        return id;
    }

    private async Task<List<(long, string)>> Drain(long webhook)
    {
        List<(long, string)> sent = [];
        while (await Webhooks.Claim(webhook, Hold, Cancellation) is { } next)
        {
            sent.Add((next.Sequence, next.Notice.TrialId!));
            await Webhooks.Accept(next, "accepted with 200", Cancellation);
        }

        return sent;
    }

    private Task Create(int trials, ExperimentSpec? spec = null) => Fixture.Experiments.Create(spec ?? Sample.Spec(), Sample.Plans(trials), Cancellation);

    private async Task End(int trial, AttemptState attempt, TrialState state, double? value = null, params double?[] others)
    {
        var lease = await Fixture.Trials.BeginAttempt(FormattableString.Invariant($"1-{trial}"), "host/cpu-0", Sample.Lease, Cancellation);
        if (value is not null)
            await Fixture.Measurements.Add(lease, [new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 100)], Objective = value, OtherValues = others }], Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, attempt), state, Cancellation);
    }

    private Task<IReadOnlyList<Notice>> Notices() => Query(0);

    private Task<IReadOnlyList<Notice>> Query(long after) => Fixture.Services.GetRequiredService<INoticeQueries>().Notices(after, 50, Cancellation);
}
