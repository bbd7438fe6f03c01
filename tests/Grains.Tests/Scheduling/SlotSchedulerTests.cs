using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class SlotSchedulerTests
{
    private static readonly SchedulingTimes Times = new();

    private DateTimeOffset now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Assign_WhereALowerPriorityHoldsTheSlots_AsksTheYoungestOfItToGiveWay()
    {
        var scheduler = Scheduler(slots: 2);
        Run(scheduler, "1-1");
        now += TimeSpan.FromMinutes(1);
        Run(scheduler, "1-2");
        scheduler.Line.Add("2-1", new() { Priority = 5 });

        var plan = scheduler.Assign(now);

        Assert.Empty(plan.Offers);
        var yield = Assert.Single(plan.Yields);
        Assert.Equal(("1-2", "m/cpu-2"), (yield.TrialId, yield.SlotId));
        Assert.Contains("experiment 2 goes first: its priority is 5, this one's 0", yield.Reason, StringComparison.Ordinal);
        Assert.Empty(scheduler.Assign(now).Yields);

        scheduler.Release(yield.SlotId, yield.TrialId, null, now);
        Assert.Equal([new SlotOffer("m/cpu-2", "2-1")], scheduler.Assign(now).Offers);
    }

    [Fact]
    public void Assign_AfterAFailure_OffersAnotherSlotAndTheOldOneToOthers()
    {
        var scheduler = Scheduler(slots: 2);
        Run(scheduler, "1-1");
        scheduler.Line.Add("1-1", new());
        scheduler.Line.Add("1-2", new());

        scheduler.Release("m/cpu-1", "1-1", null, now, hasFailed: true);

        Assert.Equal([new SlotOffer("m/cpu-1", "1-2"), new SlotOffer("m/cpu-2", "1-1")], scheduler.Assign(now).Offers);
    }

    [Fact]
    public void Assign_AfterAFailureWhereNoOtherSlotIsFree_WaitsTwiceAsLongEachTimeForOne()
    {
        var scheduler = Scheduler(slots: 1);
        Run(scheduler, "1-1");
        var wait = Times.FirstRest;
        for (var failure = 0; failure < 8; failure++)
        {
            scheduler.Line.Add("1-1", new());
            scheduler.Release("m/cpu-1", "1-1", null, now, hasFailed: true);
            Assert.Empty(OffersAfter(wait - TimeSpan.FromTicks(1)));
            scheduler.Accept(Assert.Single(OffersAfter(TimeSpan.FromTicks(1))), now);
            wait = wait * 2 < Times.LongestRest ? wait * 2 : Times.LongestRest;
        }

        Assert.Equal(Times.LongestRest, wait);

        IReadOnlyList<SlotOffer> OffersAfter(TimeSpan time)
        {
            now += time;
            scheduler.Hear([new SlotReport { Slot = Slot(1) }], now);
            return scheduler.Assign(now).Offers;
        }
    }

    [Fact]
    public void Assign_WhereTheHoldersAreAsUrgent_AsksNobody()
    {
        var scheduler = Scheduler(slots: 1);
        Run(scheduler, "1-1", new() { Priority = 5 });
        scheduler.Line.Add("2-1", new() { Priority = 5 });

        Assert.Empty(scheduler.Assign(now).Yields);
    }

    [Fact]
    public void Assign_ForAsManyAsMayRun_AsksNoMoreThanThese()
    {
        var scheduler = Scheduler(slots: 4);
        for (var number = 1; number <= 4; number++)
            Run(scheduler, $"1-{number}");
        for (var number = 1; number <= 9; number++)
            scheduler.Line.Add($"2-{number}", new() { Priority = 1, ConcurrentTrials = 2 });

        Assert.Equal(2, scheduler.Assign(now).Yields.Count);
        Assert.Empty(scheduler.Assign(now).Yields);
    }

    [Fact]
    public void Assign_ForAUserAtTheLimit_AsksATrialOfTheSameUser()
    {
        var scheduler = Scheduler(slots: 3, userTrials: 1);
        Run(scheduler, "1-1", new() { User = "anna" });
        now += TimeSpan.FromMinutes(1);
        Run(scheduler, "2-1", new() { User = "berta" });
        Run(scheduler, "3-1");
        scheduler.Line.Add("4-1", new() { User = "anna", Priority = 1 });

        Assert.Equal("1-1", Assert.Single(scheduler.Assign(now).Yields).TrialId);
    }

    [Fact]
    public void Revise_ToALowerLimit_AsksThoseAboveIt()
    {
        var scheduler = Scheduler(slots: 3);
        for (var number = 1; number <= 3; number++)
            Run(scheduler, $"1-{number}");

        scheduler.Line.Revise(1, new() { ConcurrentTrials = 1 });

        Assert.Equal(2, scheduler.Assign(now).Yields.Count);
        Assert.Empty(scheduler.Assign(now).Yields);
    }

    [Fact]
    public void Withdraw_OfAYieldThatDidNotArrive_HasItAskedAgain()
    {
        var scheduler = Scheduler(slots: 1);
        Run(scheduler, "1-1");
        scheduler.Line.Add("2-1", new() { Priority = 1 });
        var yield = Assert.Single(scheduler.Assign(now).Yields);

        scheduler.Withdraw(yield);

        Assert.Equal(yield, Assert.Single(scheduler.Assign(now).Yields));
    }

    [Fact]
    public void Assign_ToATrialThatGaveWay_ComesBeforeTheOthersOfItsExperiment()
    {
        var scheduler = Scheduler(slots: 1);
        Run(scheduler, "1-1");
        scheduler.Line.Add("1-2", new());
        scheduler.Line.Add("2-1", new() { Priority = 1 });
        var yield = Assert.Single(scheduler.Assign(now).Yields);
        scheduler.Release(yield.SlotId, yield.TrialId, null, now);
        var urgent = Assert.Single(scheduler.Assign(now).Offers);
        scheduler.Accept(urgent, now);
        scheduler.Line.Add("1-1", new());

        scheduler.Release(urgent.SlotId, urgent.TrialId, null, now);

        Assert.Equal("1-1", Assert.Single(scheduler.Assign(now).Offers).TrialId);
    }

    [Fact]
    public void Assign_AfterTheSchedulerWasLost_KnowsWhoHoldsWhat()
    {
        var scheduler = Scheduler(slots: 1);
        scheduler.Hear([new() { Slot = Slot(1), TrialId = "1-1" }], now);
        scheduler.Line.Revise(1, new() { Priority = -3 });
        scheduler.Line.Add("2-1", new());

        Assert.Equal("1-1", Assert.Single(scheduler.Assign(now).Yields).TrialId);
    }

    [Fact]
    public void Drain_BusySlot_AsksItsTrialAndGivesTheSlotToNobody()
    {
        var scheduler = Scheduler(slots: 2);
        Run(scheduler, "1-1");
        scheduler.Drain("m/cpu-1", isDrained: true, now);

        var yield = Assert.Single(scheduler.Assign(now).Yields);
        Assert.Equal(("1-1", "m/cpu-1", "its slot m/cpu-1 is drained"), (yield.TrialId, yield.SlotId, yield.Reason));
        Assert.Empty(scheduler.Assign(now).Yields);

        scheduler.Line.Add("1-1", new());
        scheduler.Line.Add("1-2", new());
        scheduler.Release(yield.SlotId, yield.TrialId, null, now);
        Assert.Equal([new SlotOffer("m/cpu-2", "1-1")], scheduler.Assign(now).Offers);

        scheduler.Drain("m/cpu-1", isDrained: false, now);
        Assert.Equal([new SlotOffer("m/cpu-1", "1-2")], scheduler.Assign(now).Offers);
    }

    [Fact]
    public void Drain_SlotThatWasOffered_AsksTheTrialOnceItHasTakenIt()
    {
        var scheduler = Scheduler(slots: 1);
        scheduler.Line.Add("1-1", new());
        var offer = Assert.Single(scheduler.Assign(now).Offers);
        scheduler.Drain("m/cpu-1", isDrained: true, now);
        Assert.Empty(scheduler.Assign(now).Yields);

        scheduler.Accept(offer, now);

        Assert.Equal("1-1", Assert.Single(scheduler.Assign(now).Yields).TrialId);
    }

    [Fact]
    public void Hear_ReportOfADrainedSlot_CountsUnlessItIsOlderThanTheChange()
    {
        var scheduler = Scheduler(slots: 1);
        scheduler.Drain("m/cpu-1", isDrained: true, now);
        scheduler.Hear([new() { Slot = Slot(1) }], now);
        Assert.True(scheduler.Known("m/cpu-1").IsDrained);

        var anew = new SlotScheduler(new(null), Times, NullLogger.Instance);
        anew.Hear([new() { Slot = Slot(1), IsDrained = true }], now);
        anew.Line.Add("1-1", new());
        Assert.Empty(anew.Assign(now).Offers);

        now += Times.Heartbeat * 2;
        scheduler.Hear([new() { Slot = Slot(1) }], now);
        Assert.False(scheduler.Known("m/cpu-1").IsDrained);
        Assert.Throws<KeyNotFoundException>(() => scheduler.Drain("m/cpu-9", isDrained: true, now));
    }

    [Fact]
    public void Queue_WaitingExperiments_StandInTheOrderOfThePolicy()
    {
        var scheduler = Scheduler(slots: 1);
        Run(scheduler, "1-1", new() { ConcurrentTrials = 1 });
        scheduler.Line.Add("1-2", new() { ConcurrentTrials = 1 });
        scheduler.Line.Add("2-1", new());
        scheduler.Line.Add("2-2", new());
        scheduler.Line.Add("3-1", new() { Priority = 4 });

        Assert.Equal(
            [(3, "3-1", 1, 0, 4, false), (2, "2-1", 2, 0, 0, false), (1, "1-2", 1, 1, 0, true)],
            scheduler.Queue().Select(waiting => (waiting.ExperimentId, waiting.NextTrialId, waiting.WaitingTrials, waiting.HeldSlots, waiting.Priority, waiting.IsAtLimit)));
    }

    private SlotScheduler Scheduler(int slots, int? userTrials = null)
    {
        var scheduler = new SlotScheduler(new(userTrials), Times, NullLogger.Instance);
        scheduler.Hear([.. Enumerable.Range(1, slots).Select(number => new SlotReport { Slot = Slot(number) })], now);
        return scheduler;
    }

    private void Run(SlotScheduler scheduler, string trialId, SlotTerms? terms = null)
    {
        scheduler.Hear([.. scheduler.Slots.Select(slot => new SlotReport { Slot = slot.Slot, TrialId = slot.TrialId })], now);
        scheduler.Line.Add(trialId, terms ?? new());
        scheduler.Accept(Assert.Single(scheduler.Assign(now).Offers), now);
    }

    private static SlotDescription Slot(int number) => new() { SlotId = $"m/cpu-{number}", Host = "m", Device = "cpu", Threads = 1 };
}
