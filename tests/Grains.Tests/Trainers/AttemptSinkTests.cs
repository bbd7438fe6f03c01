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

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingLogger<AttemptSink> _log = new();
    private readonly ScriptedMeasurementStore _store = new();
    private readonly ToldTrials _trials = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AttemptSink _sink;

    public AttemptSinkTests() => _sink = new(Lease, _store, _trials.Trial("1-1"), _clock, _log);

    public async ValueTask DisposeAsync()
    {
        // A failed assertion must not leave the sink waiting for ever.
        _gate.TrySetResult();
        await _sink.Complete();
        _sink.Dispose();
    }

    [Fact]
    public async Task Settle_AfterSeveralReports_ReturnsWhenAllAreStoredInTheirOrder()
    {
        AttemptReport[] reports = [File("a"), Points(1), Evaluation(), Points(2), new ArtifactReport { Written = [], Deleted = ["a"] }, Points(3)];
        foreach (var report in reports) _sink.Report(report);

        _sink.Settle();

        Assert.Equal(reports, _store.Writes.SelectMany(write => write));
        await _sink.Complete();
        Assert.Contains("1-1:1 rows", _trials.Told);
    }

    [Fact]
    public async Task Report_OfMetrics_GathersThemForAMoment()
    {
        _sink.Report(Points(1));
        _sink.Report(Points(2));
        Assert.Equal(0, _store.Begun);

        await Eventually.Gets(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(0.5));
                return _trials.Told.Count;
            },
            count => count > 0,
            "the points are stored");

        Assert.Equal(["1-1:2 points"], _trials.Told);
        Assert.Single(_store.Writes);
    }

    [Fact]
    public async Task Report_OfAnEvaluation_IsStoredAtOnceWithWhatWaits()
    {
        _sink.Report(Points(1));
        _sink.Report(Evaluation());

        await Eventually.Gets(() => _trials.Told, told => told.Count == 2, "the trial is told");

        Assert.Equal(["1-1:1 points", "1-1:1 rows"], _trials.Told);
        Assert.Single(_store.Writes);
        await _sink.Complete();
        Assert.Equal([7], _sink.EvaluatedSteps);
    }

    [Fact]
    public async Task Report_WhileTheStoreIsSlow_WaitsAndLosesNothing()
    {
        _store.Write = () => _gate.Task;
        _sink.Report(Evaluation());
        await Eventually.Gets(() => _store.Begun, begun => begun == 1, "the store is busy");
        const int All = 3 * AttemptSink.QueueLength;
        var taken = 0;
        var program = new Thread(() =>
        {
            for (var step = 1; step <= All; step++)
            {
                _sink.Report(Points(step));
                Volatile.Write(ref taken, step);
            }
        });
        program.Start();
        await Eventually.Gets(() => program.ThreadState.HasFlag(ThreadState.WaitSleepJoin), waits => waits, "the program waits");

        Assert.Equal(AttemptSink.QueueLength, Volatile.Read(ref taken));
        Assert.Equal(1, _store.Begun);
        _gate.SetResult();
        await Eventually.Gets(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(0.5));
                return program.IsAlive;
            },
            alive => !alive,
            "the program goes on");
        _sink.Settle();

        Assert.Equal(Enumerable.Range(1, All), _store.Writes.SelectMany(write => write).OfType<MetricReport>().Select(report => report.Points[0].Step));
        Assert.All(_store.Writes, write => Assert.InRange(write.Count, 1, AttemptSink.QueueLength));
    }

    [Fact]
    public async Task Report_WaitingAsTheLeaseIsLost_GoesOn()
    {
        _store.Write = async () =>
        {
            await _gate.Task;
            throw new LeaseLostException("1-1", 2);
        };
        _sink.Report(Evaluation());
        await Eventually.Gets(() => _store.Begun, begun => begun == 1, "the store is busy");
        var program = new Thread(() =>
        {
            for (var step = 1; step <= 2 * AttemptSink.QueueLength; step++) _sink.Report(Points(step));
        });
        program.Start();
        _gate.SetResult();

        await Eventually.Gets(() => program.IsAlive, alive => !alive, "the program goes on");
        Assert.Throws<LeaseLostException>(_sink.Settle);
        Assert.Equal(1, _store.Begun);
    }

    [Fact]
    public void Write_UnderALostLease_StopsTheAttemptAndWritesNothingMore()
    {
        _store.Write = () => Task.FromException(new LeaseLostException("1-1", 2));
        _sink.Report(File("a"));

        Assert.Throws<LeaseLostException>(_sink.Settle);
        _store.Write = () => Task.CompletedTask;
        _sink.Report(File("b"));

        Assert.Throws<LeaseLostException>(_sink.Settle);
        Assert.True(_sink.Stop.IsCancellationRequested);
        Assert.Empty(_store.Writes);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Write_WithADatabaseOutOfReach_StopsTheAttemptWithoutATrace()
    {
        _store.Write = () => Task.FromException(new StorageException("the disk is full"));
        _sink.Report(Evaluation());

        Assert.Equal("the disk is full", Assert.Throws<StorageException>(_sink.Settle).Message);
        Assert.IsType<StorageException>(_sink.Failure);
        await _sink.Complete();
        Assert.Empty(_sink.EvaluatedSteps);
        Assert.Empty(_log.Lines);
        Assert.Empty(_trials.Told);
    }

    [Fact]
    public void Write_ThatFailsOtherwise_IsSaid()
    {
        _store.Write = () => Task.FromException(new ArgumentException("a bad row"));
        _sink.Report(Evaluation());

        Assert.Throws<ArgumentException>(_sink.Settle);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Trial_ThatDoesNotAnswer_StopsNothing()
    {
        _trials.Answer = _ => Task.FromException(new TimeoutException("no answer"));
        _sink.Report(Evaluation());
        _sink.Report(File("a"));

        _sink.Settle();

        Assert.Equal(2, _store.Writes.Sum(write => write.Count));
        Assert.Null(_sink.Failure);
    }

    [Fact]
    public async Task Trial_OfWhatIsNotStoredYet_IsNotTold()
    {
        _store.Write = () => _gate.Task;
        _sink.Report(Evaluation());
        await Eventually.Gets(() => _store.Begun, begun => begun == 1, "the store is busy");
        Assert.Empty(_trials.Told);

        _gate.SetResult();
        await _sink.Complete();

        Assert.Equal(["1-1:1 rows"], _trials.Told);
    }

    [Fact]
    public void Abandon_AsTheLeaseIsLost_KeepsTheFirstReason()
    {
        _sink.Abandon(new LeaseLostException("1-1", 2));
        _sink.Abandon(new StorageException("the disk is full"));
        _sink.Report(Evaluation());

        Assert.Throws<LeaseLostException>(_sink.Settle);
        Assert.True(_sink.Stop.IsCancellationRequested);
        Assert.Equal(0, _store.Begun);
    }

    [Fact]
    public async Task Complete_AfterTheLastReport_HasStoredItAndTakesNoMore()
    {
        _sink.Report(Points(1));

        await _sink.Complete();

        Assert.Equal(["1-1:1 points"], _trials.Told);
        Assert.Throws<ChannelClosedException>(() => _sink.Report(Points(2)));
        Assert.Throws<ChannelClosedException>(_sink.Settle);
        Assert.Single(_store.Writes);
    }

    private static ArtifactReport File(string path) =>
        new() { Written = [new() { Kind = "checkpoint", Path = path, Step = 1, Bytes = 1, Sha256 = "ab" }] };

    private static EvaluationReport Evaluation() => new()
    {
        Rows = [new() { TrialId = "1-1", Step = 7, Metric = "value", Solver = "", Number = 0, Steps = 0, Nfe = 0, Value = 1, Seconds = 0 }],
    };

    private static MetricReport Points(int step) => new() { Points = [new() { Name = "loss", Step = step, Value = 1 }] };
}
