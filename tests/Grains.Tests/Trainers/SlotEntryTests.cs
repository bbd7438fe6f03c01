using FastOde.Contracts.Trainers;
using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class SlotEntryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ReportAge = TimeSpan.FromSeconds(2);
    private static readonly SlotDescription Slot = new() { SlotId = "m/cpu-1", Host = "m", Device = "cpu", Threads = 1 };

    private readonly SlotEntry _entry = new(Slot);

    [Fact]
    public void Release_BeforeTheTrialHasAnswered_FreesTheSlotOnceItHas()
    {
        _entry.Offer("1-1", Noon);
        _entry.Release("1-1");
        Assert.False(_entry.IsFree);

        _entry.Taken(Noon);

        Assert.True(_entry.IsFree);
    }

    [Fact]
    public void Release_ByAnotherTrial_ChangesNothing()
    {
        _entry.Offer("1-1", Noon);
        _entry.Taken(Noon);

        _entry.Release("1-2");

        Assert.Equal("1-1", _entry.TrialId);
    }

    [Fact]
    public void IdleReport_YoungerThanTheGrant_IsNotBelieved()
    {
        _entry.Offer("1-1", Noon);
        _entry.Taken(Noon);

        _entry.Heard(Report(null), Noon + (ReportAge / 2), ReportAge);
        Assert.False(_entry.IsFree);

        _entry.Heard(Report(null), Noon + (ReportAge * 2), ReportAge);
        Assert.True(_entry.IsFree);
    }

    [Fact]
    public void IdleReport_AfterAFailedOffer_FreesTheSlot()
    {
        _entry.Offer("1-1", Noon);
        _entry.Doubt();
        Assert.False(_entry.IsFree);

        _entry.Heard(Report(null), Noon, ReportAge);

        Assert.True(_entry.IsFree);
    }

    [Fact]
    public void BusyReport_OnANewEntry_HoldsTheSlotForThatTrial()
    {
        _entry.Heard(Report("4-2"), Noon, ReportAge);

        Assert.Equal("4-2", _entry.TrialId);
    }

    private static SlotReport Report(string? trialId) => new() { Slot = Slot, TrialId = trialId };
}
