using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class SlotSchedulerGpuTests
{
    private static readonly SchedulingTimes Times = new();
    private static readonly GpuNeed Whole = new() { Device = "auto" };

    private DateTimeOffset now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Assign_TrialsThatAskForMemory_ShareAGpuWhileTheyFit()
    {
        var scheduler = Scheduler(slots: 4, Gpu(0, 24));
        for (var number = 1; number <= 3; number++)
            scheduler.Line.Add($"1-{number}", new(), Whole with { Memory = Gib(10) });

        var offers = scheduler.Assign(now).Offers;

        Assert.Equal(["1-1", "1-2"], offers.Select(offer => offer.TrialId));
        Assert.All(offers, offer => Assert.Equal([new GpuShare("cuda:0", "m/0", Gib(10))], offer.Shares));
        var gpu = Assert.Single(scheduler.Gpus());
        Assert.Equal((Gib(20), 2), (gpu.Held, gpu.Trials));

        scheduler.Accept(offers[0], now);
        scheduler.Release(offers[0].SlotId, "1-1", null, now);
        Assert.Equal("1-3", Assert.Single(scheduler.Assign(now).Offers).TrialId);
    }

    [Fact]
    public void Assign_TrialThatSaysNothing_HasItsGpuToItself()
    {
        var scheduler = Scheduler(slots: 4, Gpu(0, 24));
        scheduler.Line.Add("1-1", new(), Whole);
        scheduler.Line.Add("1-2", new(), Whole with { Memory = 1 });
        scheduler.Line.Add("2-1", new());

        var offers = scheduler.Assign(now).Offers;

        Assert.Equal(["1-1", "2-1"], offers.Select(offer => offer.TrialId));
        Assert.Equal([[new GpuShare("cuda:0", "m/0", Gib(24))], []], offers.Select(offer => offer.Shares));
    }

    [Fact]
    public void Assign_SmallTrialBesideASharedGpu_LeavesTheOtherOneWhole()
    {
        var scheduler = Scheduler(slots: 4, Gpu(0, 24), Gpu(1, 24));
        scheduler.Line.Add("1-1", new(), Whole with { Device = "cuda:1", Memory = Gib(4) });
        Take(scheduler);
        scheduler.Line.Add("1-2", new(), Whole with { Memory = Gib(4) });
        scheduler.Line.Add("1-3", new(), Whole);

        Assert.Equal(["cuda:1", "cuda:0"], scheduler.Assign(now).Offers.Select(offer => offer.Shares[0].Device));
    }

    [Fact]
    public void Assign_ReplicasOnGpusOfTheirOwn_TakeAllOrNone()
    {
        var scheduler = Scheduler(slots: 4, Gpu(0, 24), Gpu(1, 24));
        scheduler.Line.Add("1-1", new(), new() { Device = "cuda:0", Memory = Gib(10) });
        Take(scheduler);
        scheduler.Line.Add("2-1", new(), new() { Device = "cuda", Memory = Gib(16), Count = 2 });
        Assert.Empty(scheduler.Assign(now).Offers);

        scheduler.Release("m/cpu-1", "1-1", null, now);

        Assert.Equal(["cuda:0", "cuda:1"], Assert.Single(scheduler.Assign(now).Offers).Shares.Select(share => share.Device));
    }

    [Theory]
    [InlineData("auto", true, true)]
    [InlineData("cuda", true, false)]
    [InlineData("auto", false, true)]
    [InlineData("cuda", false, true)]
    public void Assign_WhereNoGpuIsKnown_StartsWhoeverMayDoWithout(string device, bool isSure, bool starts)
    {
        var scheduler = new SlotScheduler(new(null), Times, NullLogger.Instance);
        scheduler.Hear([new() { Slot = Slot(1), Gpus = isSure ? [] : null }], now);
        scheduler.Line.Add("1-1", new(), Whole with { Device = device });

        var offers = scheduler.Assign(now).Offers;

        Assert.Equal(starts ? 1 : 0, offers.Count);
        Assert.All(offers, offer => Assert.Empty(offer.Shares));
    }

    [Fact]
    public void Assign_TrialThatFitsNoGpu_SaysSoOnceAndWhenOneComes()
    {
        var scheduler = Scheduler(slots: 1, Gpu(0, 24));
        scheduler.Line.Add("1-1", new(), Whole with { Memory = Gib(40) });
        scheduler.Line.Add("2-1", new(), new() { Device = "cuda:3" });

        var plan = scheduler.Assign(now);

        Assert.Empty(plan.Offers);
        Assert.Equal(
            [
                ("1-1", "trial.memory asks for 40 GiB of a GPU, and the largest here, cuda:0 of m, has 24 GiB; it waits for a machine with more, or clone the experiment with a smaller trial.memory"),
                ("2-1", "trial.device asks for cuda:3, which no machine here has; it waits for one, or clone the experiment with device: auto"),
            ],
            plan.Hindrances);
        Assert.Empty(scheduler.Assign(now).Hindrances);

        scheduler.Hear([new() { Slot = Slot(1, "n"), Gpus = [Gpu(0, 80, "n")], TrialId = "9-1", Shares = [new("cuda:0", "n/0", 1)] }], now);
        Assert.Equal([("1-1", null)], scheduler.Assign(now).Hindrances);
    }

    [Fact]
    public void Assign_WholeTrialThatSmallOnesPass_HasAGpuGatheredForItAfterAWhile()
    {
        var scheduler = Scheduler(slots: 4, Gpu(0, 24));
        Small(scheduler, 1);
        Small(scheduler, 2);
        Assert.Equal(2, Take(scheduler).Count);
        scheduler.Line.Add("2-1", new(), Whole);
        Small(scheduler, 3);
        Replace(1);
        Assert.Equal("1-3", Assert.Single(Take(scheduler)).TrialId);
        Assert.Null(Assert.Single(scheduler.Gpus()).GatheredFor);

        now += Times.Passing;
        Beat(scheduler);
        Small(scheduler, 4);
        Replace(2);
        Assert.Empty(scheduler.Assign(now).Offers);
        Assert.Equal("2-1", Assert.Single(scheduler.Gpus()).GatheredFor);

        // Whoever is more urgent goes first all the same.
        scheduler.Line.Add("3-1", new() { Priority = 1 }, Whole with { Memory = Gib(12) });
        Assert.Equal("3-1", Assert.Single(Take(scheduler)).TrialId);
        Replace(1, "3-1");
        Replace(1, "1-3");
        Assert.Equal("2-1", Assert.Single(scheduler.Assign(now).Offers).TrialId);
        Assert.Null(Assert.Single(scheduler.Gpus()).GatheredFor);

        void Replace(int number, string? trialId = null) =>
            scheduler.Release(scheduler.Slots.First(slot => slot.TrialId == (trialId ?? $"1-{number}")).Slot.SlotId, trialId ?? $"1-{number}", null, now);
    }

    [Fact]
    public void Assign_UrgentTrialThatNeedsAWholeGpu_AsksAsFewAsPossibleAndGetsAllTheyGiveBack()
    {
        var scheduler = Scheduler(slots: 6, Gpu(0, 24), Gpu(1, 24));
        foreach (var (trialId, device, memory) in new[] { ("1-1", "cuda:0", 8), ("1-2", "cuda:0", 8), ("1-3", "cuda:0", 8), ("1-4", "cuda:1", 12), ("1-5", "cuda:1", 12) })
            scheduler.Line.Add(trialId, new(), new() { Device = device, Memory = Gib(memory) });
        Assert.Equal(5, Take(scheduler).Count);
        scheduler.Line.Add("1-6", new(), Whole with { Memory = Gib(4) });
        scheduler.Line.Add("2-1", new() { Priority = 1 }, Whole);

        var yields = scheduler.Assign(now).Yields;

        Assert.Equal(["1-4", "1-5"], yields.Select(yield => yield.TrialId).Order());
        Assert.Empty(scheduler.Assign(now).Yields);

        scheduler.Release(yields[0].SlotId, yields[0].TrialId, null, now);
        Assert.Empty(scheduler.Assign(now).Offers);
        scheduler.Release(yields[1].SlotId, yields[1].TrialId, null, now);
        Assert.Equal(("2-1", "cuda:1"), scheduler.Assign(now).Offers.Select(offer => (offer.TrialId, offer.Shares[0].Device)).Single());
    }

    [Fact]
    public void Assign_UrgentTrialWhoseGpuIsFree_AsksForASlotOfThatMachine()
    {
        var scheduler = Scheduler(slots: 1, Gpu(0, 24));
        scheduler.Hear([new() { Slot = Slot(1, "n") }], now);
        scheduler.Line.Add("1-1", new());
        scheduler.Line.Add("1-2", new());
        Take(scheduler);
        scheduler.Line.Add("2-1", new() { Priority = 1 }, new() { Device = "cuda" });

        Assert.Equal("m/cpu-1", Assert.Single(scheduler.Assign(now).Yields).SlotId);
    }

    [Fact]
    public void Hear_AfterTheSchedulerWasLost_KnowsWhatTrialsHaveOfGpus()
    {
        var scheduler = new SlotScheduler(new(null), Times, NullLogger.Instance);
        scheduler.Hear([Report(1, [Gpu(0, 24)]) with { TrialId = "1-1", Shares = [new("cuda:0", "m/0", Gib(20))] }, Report(2, [Gpu(0, 24)])], now);
        scheduler.Line.Add("1-2", new(), Whole with { Memory = Gib(5) });

        Assert.Empty(scheduler.Assign(now).Offers);
    }

    private static void Small(SlotScheduler scheduler, int number) => scheduler.Line.Add($"1-{number}", new(), Whole with { Memory = Gib(12) });

    private IReadOnlyList<SlotOffer> Take(SlotScheduler scheduler)
    {
        var offers = scheduler.Assign(now).Offers;
        foreach (var offer in offers)
            scheduler.Accept(offer, now);
        return offers;
    }

    private void Beat(SlotScheduler scheduler) => scheduler.Hear(
        [.. scheduler.Slots.Select(slot => new SlotReport { Slot = slot.Slot, TrialId = slot.TrialId, Gpus = slot.Gpus, Shares = slot.Shares })], now);

    private SlotScheduler Scheduler(int slots, params GpuDescription[] gpus)
    {
        var scheduler = new SlotScheduler(new(null), Times, NullLogger.Instance);
        scheduler.Hear([.. Enumerable.Range(1, slots).Select(number => Report(number, gpus))], now);
        return scheduler;
    }

    private static SlotReport Report(int number, IReadOnlyList<GpuDescription> gpus) => new() { Slot = Slot(number), Gpus = gpus };

    private static SlotDescription Slot(int number, string host = "m") => new() { SlotId = $"{host}/cpu-{number}", Host = host, Device = "cpu", Threads = 1 };

    private static GpuDescription Gpu(int number, int gibibytes, string host = "m") =>
        new() { Device = $"cuda:{number}", Key = $"{host}/{number}", Memory = Gib(gibibytes) };

    private static long Gib(int gibibytes) => (long)gibibytes << 30;
}
