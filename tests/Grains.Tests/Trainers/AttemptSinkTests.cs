using System.Threading.Channels;
using FastOde.Contracts.Trials;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Trainers;

public sealed class AttemptSinkTests : IAsyncDisposable
{
    private static readonly AttemptLease Lease = new() { TrialId = "1-1", Epoch = 2, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch };

    private readonly FakeTimeProvider clock = new();
    private readonly RecordingLogger<AttemptSink> log = new();
    private readonly ScriptedMeasurementStore store = new();
    private readonly ToldTrials trials = new();
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AttemptSink sink;

    public AttemptSinkTests() => sink = new(Lease, store, trials.Trial("1-1"), clock, log);

    public async ValueTask DisposeAsync()
    {
        // A failed assertion must not leave the sink waiting for ever.
        gate.TrySetResult();
        await sink.Complete();
        sink.Dispose();
    }

    [Fact]
    public async Task Settle_AfterSeveralReports_ReturnsWhenAllAreStoredInTheirOrder()
    {
        AttemptReport[] reports = [File("a"), Points(1), Evaluation(), Points(2), new ArtifactReport { Written = [], Deleted = ["a"] }, Points(3)];
        foreach (var report in reports)
            sink.Report(report);

        sink.Settle();

        Assert.Equal(reports, store.Writes.SelectMany(write => write));
        await sink.Complete();
        Assert.Contains("1-1:1 rows", trials.Told);
    }

    [Fact]
    public async Task Report_OfMetrics_GathersThemForAMoment()
    {
        sink.Report(Points(1));
        sink.Report(Points(2));
        Assert.Equal(0, store.Begun);

        await Eventually.Gets(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(0.5));
                return trials.Told.Count;
            },
            count => count > 0,
            "the points are stored");

        Assert.Equal(["1-1:2 points"], trials.Told);
        Assert.Single(store.Writes);
    }

    [Fact]
    public async Task Report_OfAnEvaluation_IsStoredAtOnceWithWhatWaits()
    {
        sink.Report(Points(1));
        sink.Report(Evaluation());

        await Eventually.Gets(() => trials.Told, told => told.Count == 2, "the trial is told");

        Assert.Equal(["1-1:1 points", "1-1:1 rows"], trials.Told);
        Assert.Single(store.Writes);
        await sink.Complete();
        Assert.Equal([7], sink.EvaluatedSteps);
    }

    [Fact]
    public async Task Report_WhileTheStoreIsSlow_WaitsAndLosesNothing()
    {
        store.Write = () => gate.Task;
        sink.Report(Evaluation());
        await Eventually.Gets(() => store.Begun, begun => begun == 1, "the store is busy");
        const int All = 3 * AttemptSink.QueueLength;
        var taken = 0;
        var program = new Thread(() =>
        {
            for (var step = 1; step <= All; step++)
            {
                sink.Report(Points(step));
                Volatile.Write(ref taken, step);
            }
        });
        program.Start();
        await Eventually.Gets(() => program.ThreadState.HasFlag(ThreadState.WaitSleepJoin), waits => waits, "the program waits");

        Assert.Equal(AttemptSink.QueueLength, Volatile.Read(ref taken));
        Assert.Equal(1, store.Begun);
        gate.SetResult();
        await Eventually.Gets(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(0.5));
                return program.IsAlive;
            },
            alive => !alive,
            "the program goes on");
        sink.Settle();

        Assert.Equal(Enumerable.Range(1, All), store.Writes.SelectMany(write => write).OfType<MetricReport>().Select(report => report.Points[0].Step));
        Assert.All(store.Writes, write => Assert.InRange(write.Count, 1, AttemptSink.QueueLength));
    }

    [Fact]
    public async Task Report_WaitingAsTheLeaseIsLost_GoesOn()
    {
        store.Write = async () =>
        {
            await gate.Task;
            throw new LeaseLostException("1-1", 2);
        };
        sink.Report(Evaluation());
        await Eventually.Gets(() => store.Begun, begun => begun == 1, "the store is busy");
        var program = new Thread(() =>
        {
            for (var step = 1; step <= 2 * AttemptSink.QueueLength; step++)
                sink.Report(Points(step));
        });
        program.Start();
        gate.SetResult();

        await Eventually.Gets(() => program.IsAlive, alive => !alive, "the program goes on");
        Assert.Throws<LeaseLostException>(sink.Settle);
        Assert.Equal(1, store.Begun);
    }

    [Fact]
    public void Write_UnderALostLease_StopsTheAttemptAndWritesNothingMore()
    {
        store.Write = () => Task.FromException(new LeaseLostException("1-1", 2));
        sink.Report(File("a"));

        Assert.Throws<LeaseLostException>(sink.Settle);
        store.Write = () => Task.CompletedTask;
        sink.Report(File("b"));

        Assert.Throws<LeaseLostException>(sink.Settle);
        Assert.True(sink.Stop.IsCancellationRequested);
        Assert.Empty(store.Writes);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Write_WithADatabaseOutOfReach_StopsTheAttemptWithoutATrace()
    {
        store.Write = () => Task.FromException(new StorageException("the disk is full"));
        sink.Report(Evaluation());

        Assert.Equal("the disk is full", Assert.Throws<StorageException>(sink.Settle).Message);
        Assert.IsType<StorageException>(sink.Failure);
        await sink.Complete();
        Assert.Empty(sink.EvaluatedSteps);
        Assert.Empty(log.Lines);
        Assert.Empty(trials.Told);
    }

    [Fact]
    public void Write_ThatFailsOtherwise_IsSaid()
    {
        store.Write = () => Task.FromException(new ArgumentException("a bad row"));
        sink.Report(Evaluation());

        Assert.Throws<ArgumentException>(sink.Settle);
        Assert.Single(log.Lines);
    }

    [Fact]
    public void Trial_ThatDoesNotAnswer_StopsNothing()
    {
        trials.Answer = _ => Task.FromException(new TimeoutException("no answer"));
        sink.Report(Evaluation());
        sink.Report(File("a"));

        sink.Settle();

        Assert.Equal(2, store.Writes.Sum(write => write.Count));
        Assert.Null(sink.Failure);
    }

    [Fact]
    public async Task Trial_OfWhatIsNotStoredYet_IsNotTold()
    {
        store.Write = () => gate.Task;
        sink.Report(Evaluation());
        await Eventually.Gets(() => store.Begun, begun => begun == 1, "the store is busy");
        Assert.Empty(trials.Told);

        gate.SetResult();
        await sink.Complete();

        Assert.Equal(["1-1:1 rows"], trials.Told);
    }

    [Fact]
    public void Abandon_AsTheLeaseIsLost_KeepsTheFirstReason()
    {
        sink.Abandon(new LeaseLostException("1-1", 2));
        sink.Abandon(new StorageException("the disk is full"));
        sink.Report(Evaluation());

        Assert.Throws<LeaseLostException>(sink.Settle);
        Assert.True(sink.Stop.IsCancellationRequested);
        Assert.Equal(0, store.Begun);
    }

    [Fact]
    public async Task Complete_AfterTheLastReport_HasStoredItAndTakesNoMore()
    {
        sink.Report(Points(1));

        await sink.Complete();

        Assert.Equal(["1-1:1 points"], trials.Told);
        Assert.Throws<ChannelClosedException>(() => sink.Report(Points(2)));
        Assert.Throws<ChannelClosedException>(sink.Settle);
        Assert.Single(store.Writes);
    }

    private static ArtifactReport File(string path) =>
        new() { Written = [new() { Kind = "checkpoint", Path = path, Step = 1, Bytes = 1, Sha256 = "ab" }] };

    private static EvaluationReport Evaluation() => new()
    {
        Rows = [new() { TrialId = "1-1", Step = 7, Metric = "value", Solver = "", Number = 0, Steps = 0, Nfe = 0, Value = 1, Seconds = 0 }],
    };

    private static MetricReport Points(int step) => new() { Points = [new() { Name = "loss", Step = step, Value = 1 }] };
}
