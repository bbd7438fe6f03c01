using FastOde.Silo.Output;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Output;

public sealed class JobProgressTests : IDisposable
{
    private readonly AwaitedClock clock = new();
    private readonly StringWriter log = new() { NewLine = "\n" };
    private readonly TaskCompletionSource<int> result = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Watch_LongJobInALog_SaysEveryTenSecondsHowFarItIs()
    {
        JobPart? told = null;
        var watching = Watch(part => told = part);
        while (told is null)
            await Task.Yield();
        told.Report(0.25);
        await Advance("backup: 25 %, 30 s left\n");
        told.Report(0.5);
        await Advance("backup: 25 %, 30 s left\nbackup: 50 %, 20 s left\n");

        result.SetResult(7);
        Assert.Equal(7, await watching);
    }

    [Fact]
    public async Task Watch_JobThatCannotTellItsPart_SaysHowLongItHasTaken()
    {
        var watching = Watch(_ => { });
        await Advance("backup: 10 s so far\n");

        result.SetResult(7);
        await watching;
    }

    [Fact]
    public async Task Watch_FurtherStage_IsNamedAndCountedFromItsBeginning()
    {
        JobPart? told = null;
        var watching = Watch(part => told = part);
        while (told is null)
            await Task.Yield();
        told.Report(0.5);
        await Advance("backup: 50 %, 10 s left\n");
        told.Begin("files");
        told.Report(0.1);
        await Advance("backup: 50 %, 10 s left\nbackup, files: 10 %, 1 min 30 s left\n");

        result.SetResult(7);
        await watching;
    }

    [Fact]
    public async Task Watch_JobThatIsSoonDone_SaysNothing()
    {
        result.SetResult(7);
        Assert.Equal(7, await Watch(_ => { }));
        Assert.Empty(log.ToString());
    }

    [Fact]
    public async Task Watch_JobThatFails_ThrowsWhatItThrew()
    {
        result.SetException(new IOException("the disk is full"));
        Assert.Equal("the disk is full", (await Assert.ThrowsAsync<IOException>(() => Watch(_ => { }))).Message);
    }

    private Task<int> Watch(Action<JobPart> begin) => new JobProgress(null, log, clock).Watch("backup", part =>
    {
        begin(part);
        return result.Task;
    });

    /// <summary>Lets ten seconds pass, once they are waited for.</summary>
    private async Task Advance(string said)
    {
        await clock.Awaited.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(10));
        while (log.ToString() != said)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>A clock that tells when somebody waits for it.</summary>
    private sealed class AwaitedClock : FakeTimeProvider
    {
        public SemaphoreSlim Awaited { get; } = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Awaited.Release();
            return timer;
        }
    }
}
