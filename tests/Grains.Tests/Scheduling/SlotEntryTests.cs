using FastOde.Contracts.Trainers;
using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class SlotEntryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ReportAge = TimeSpan.FromSeconds(2);
    private static readonly SlotDescription Slot = new() { SlotId = "m/cpu-1", Host = "m", Device = "cpu", Threads = 1 };

    private readonly SlotEntry entry = new(Slot);

    [Fact]
    public void Release_BeforeTheTrialHasAnswered_FreesTheSlotOnceItHas()
    {
        entry.Offer("1-1", [], Noon);
        entry.Release("1-1");
        Assert.False(entry.IsFree);

        entry.Taken(Noon);

        Assert.True(entry.IsFree);
    }

    [Fact]
    public void Release_ByAnotherTrial_ChangesNothing()
    {
        entry.Offer("1-1", [], Noon);
        entry.Taken(Noon);

        entry.Release("1-2");

        Assert.Equal("1-1", entry.TrialId);
    }

    [Fact]
    public void IdleReport_YoungerThanTheGrant_IsNotBelieved()
    {
        entry.Offer("1-1", [], Noon);
        entry.Taken(Noon);

        entry.Heard(Report(null), Noon + (ReportAge / 2), ReportAge);
        Assert.False(entry.IsFree);

        entry.Heard(Report(null), Noon + (ReportAge * 2), ReportAge);
        Assert.True(entry.IsFree);
    }

    [Fact]
    public void IdleReport_AfterAFailedOffer_FreesTheSlot()
    {
        entry.Offer("1-1", [], Noon);
        entry.Doubt();
        Assert.False(entry.IsFree);

        entry.Heard(Report(null), Noon, ReportAge);

        Assert.True(entry.IsFree);
    }

    [Fact]
    public void BusyReport_OnANewEntry_HoldsTheSlotForThatTrial()
    {
        entry.Heard(Report("4-2"), Noon, ReportAge);

        Assert.Equal("4-2", entry.TrialId);
    }

    private static SlotReport Report(string? trialId) => new() { Slot = Slot, TrialId = trialId };
}
