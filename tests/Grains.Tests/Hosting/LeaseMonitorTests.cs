using FastOde.Contracts.Trials;
using FastOde.Grains.Hosting;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Scheduling;
using FastOde.Storage;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Hosting;

public sealed class LeaseMonitorTests
{
    private static readonly SchedulingTimes Times = new();

    private readonly FakeTimeProvider clock = new();
    private readonly RecordingLogger<LeaseMonitor> log = new();
    private readonly ScriptedTrialStore store = new();
    private readonly ToldTrials trials = new();
    private readonly LeaseMonitor monitor;

    public LeaseMonitorTests() => monitor = new(store, trials.Grains, Times, clock, log);

    [Fact]
    public async Task Check_OfLeasesThatHaveRunOut_TellsEachTrialItsEpoch()
    {
        store.Expired = [Lease("1-1", 3), Lease("1-2", 7)];

        await Check(Times.LeaseCheck);

        Assert.Equal(["1-1:3", "1-2:7"], trials.Told);
        Assert.Equal(clock.GetUtcNow(), store.LookedFor);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Check_WhereOneTrialDoesNotAnswer_TellsTheOthers()
    {
        store.Expired = [Lease("1-1", 3), Lease("1-2", 7)];
        trials.Answer = trial => trial == "1-1" ? Task.FromException(new TimeoutException("no answer")) : Task.CompletedTask;

        await Check(Times.LeaseCheck);

        Assert.Equal(["1-1:3", "1-2:7"], trials.Told);
        Assert.Contains("no answer", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AfterTheMachineHasSlept_LetsRunnersRenewFirst()
    {
        store.Expired = [Lease("1-1", 3)];

        await Check(TimeSpan.FromHours(1));
        Assert.Empty(trials.Told);

        await Check(Times.LeaseCheck);
        Assert.Equal(["1-1:3"], trials.Told);
    }

    [Fact]
    public async Task Check_AfterTheDatabaseWasOutOfReach_LetsRunnersRenewFirst()
    {
        store.Fault = new StorageException("the database is away");
        await Check(Times.LeaseCheck);
        store.Fault = null;
        store.Expired = [Lease("1-1", 3)];

        await Check(Times.LeaseCheck);
        Assert.Empty(trials.Told);

        await Check(Times.LeaseCheck);
        Assert.Equal(["1-1:3"], trials.Told);
    }

    [Fact]
    public async Task Check_WhileTheDatabaseIsOutOfReach_SaysItOnce()
    {
        store.Fault = new StorageException("the database is away");
        for (var i = 0; i < 6; i++)
            await Check(Times.LeaseCheck);
        Assert.Contains("the database is away", Assert.Single(log.Lines), StringComparison.Ordinal);

        store.Fault = null;
        for (var i = 0; i < 2; i++)
            await Check(Times.LeaseCheck);
        store.Fault = new StorageException("the database is away");
        await Check(Times.LeaseCheck);
        Assert.Equal(2, log.Lines.Count);
    }

    private static AttemptLease Lease(string trialId, long epoch) =>
        new() { TrialId = trialId, Epoch = epoch, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch };

    private Task Check(TimeSpan later)
    {
        clock.Advance(later);
        return monitor.Check(TestContext.Current.CancellationToken);
    }
}
