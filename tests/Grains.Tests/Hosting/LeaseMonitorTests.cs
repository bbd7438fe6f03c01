using FastOde.Contracts.Trials;
using FastOde.Grains.Hosting;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Hosting;

public sealed class LeaseMonitorTests
{
    private static readonly SchedulingTimes Times = new();

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingLogger<LeaseMonitor> _log = new();
    private readonly ScriptedTrialStore _store = new();
    private readonly ToldTrials _trials = new();
    private readonly LeaseMonitor _monitor;

    public LeaseMonitorTests() => _monitor = new(_store, _trials.Grains, Times, _clock, _log);

    [Fact]
    public async Task Check_OfLeasesThatHaveRunOut_TellsEachTrialItsEpoch()
    {
        _store.Expired = [Lease("1-1", 3), Lease("1-2", 7)];

        await Check(Times.LeaseCheck);

        Assert.Equal(["1-1:3", "1-2:7"], _trials.Told);
        Assert.Equal(_clock.GetUtcNow(), _store.LookedFor);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Check_WhereOneTrialDoesNotAnswer_TellsTheOthers()
    {
        _store.Expired = [Lease("1-1", 3), Lease("1-2", 7)];
        _trials.Answer = trial => trial == "1-1" ? Task.FromException(new TimeoutException("no answer")) : Task.CompletedTask;

        await Check(Times.LeaseCheck);

        Assert.Equal(["1-1:3", "1-2:7"], _trials.Told);
        Assert.Contains("no answer", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AfterTheMachineHasSlept_LetsRunnersRenewFirst()
    {
        _store.Expired = [Lease("1-1", 3)];

        await Check(TimeSpan.FromHours(1));
        Assert.Empty(_trials.Told);

        await Check(Times.LeaseCheck);
        Assert.Equal(["1-1:3"], _trials.Told);
    }

    [Fact]
    public async Task Check_AfterTheDatabaseWasOutOfReach_LetsRunnersRenewFirst()
    {
        _store.Fault = new StorageException("the database is away");
        await Check(Times.LeaseCheck);
        _store.Fault = null;
        _store.Expired = [Lease("1-1", 3)];

        await Check(Times.LeaseCheck);
        Assert.Empty(_trials.Told);

        await Check(Times.LeaseCheck);
        Assert.Equal(["1-1:3"], _trials.Told);
    }

    [Fact]
    public async Task Check_WhileTheDatabaseIsOutOfReach_SaysItOnce()
    {
        _store.Fault = new StorageException("the database is away");
        for (var i = 0; i < 6; i++) await Check(Times.LeaseCheck);
        Assert.Contains("the database is away", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _store.Fault = null;
        for (var i = 0; i < 2; i++) await Check(Times.LeaseCheck);
        _store.Fault = new StorageException("the database is away");
        await Check(Times.LeaseCheck);
        Assert.Equal(2, _log.Lines.Count);
    }

    private static AttemptLease Lease(string trialId, long epoch) =>
        new() { TrialId = trialId, Epoch = epoch, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch };

    private Task Check(TimeSpan later)
    {
        _clock.Advance(later);
        return _monitor.Check(TestContext.Current.CancellationToken);
    }
}
