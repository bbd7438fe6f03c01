using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Trainers;

public sealed class AttemptRecorderTests : IAsyncDisposable
{
    private static readonly AttemptLease Lease = new() { TrialId = "1-1", Epoch = 2, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch };

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingLogger<AttemptRecorder> _log = new();
    private readonly ScriptedMeasurementStore _store = new();
    private readonly ToldTrials _trials = new();
    private readonly MetricWriter _metrics;
    private readonly AttemptRecorder _recorder;

    public AttemptRecorderTests()
    {
        _metrics = new(_store, new StorageOptions(), _clock);
        _recorder = new(Lease, _store, _metrics, _trials.Trial("1-1"), _clock, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _recorder.Complete();
        _recorder.Dispose();
        await _metrics.DisposeAsync();
    }

    [Fact]
    public void Settle_AfterSeveralWrites_ReturnsWhenAllAreStoredInTheirOrder()
    {
        _recorder.AddArtifact(File("a"));
        _recorder.AddMetrics([Point(1)]);
        _recorder.AddEvaluation([], null, null);
        _recorder.RemoveArtifacts(["a"]);

        _recorder.Settle();

        Assert.Equal(["artifact a", "evaluation", "removed a", "1 points"], _store.Written.Order(StringComparer.Ordinal).OrderBy(line => line.EndsWith("points", StringComparison.Ordinal)));
        Assert.Equal(["artifact a", "evaluation", "removed a"], _store.Written.Where(line => !line.EndsWith("points", StringComparison.Ordinal)));
        Assert.Equal(["1-1:0 rows", "1-1:1 points"], _trials.Told);
    }

    [Fact]
    public void Write_UnderALostLease_StopsTheAttemptAndWritesNothingMore()
    {
        _store.Fault = new LeaseLostException("1-1", 2);
        _recorder.AddArtifact(File("a"));

        Assert.Throws<LeaseLostException>(_recorder.Settle);
        _store.Fault = null;
        _recorder.AddArtifact(File("b"));

        Assert.Throws<LeaseLostException>(_recorder.Settle);
        Assert.True(_recorder.StopToken.IsCancellationRequested);
        Assert.Empty(_store.Written);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Write_WithADatabaseOutOfReach_StopsTheAttemptWithoutATrace()
    {
        _store.Fault = new StorageException("the disk is full");
        _recorder.AddEvaluation([], null, null);

        Assert.Equal("the disk is full", Assert.Throws<StorageException>(_recorder.Settle).Message);
        Assert.IsType<StorageException>(_recorder.Failure);
        Assert.Empty(_log.Lines);
        Assert.Empty(_trials.Told);
    }

    [Fact]
    public void Write_ThatFailsOtherwise_IsSaid()
    {
        _store.Fault = new ArgumentException("a bad row");
        _recorder.AddEvaluation([], null, null);

        Assert.Throws<ArgumentException>(_recorder.Settle);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Trial_ThatDoesNotAnswer_StopsNothing()
    {
        _trials.Answer = _ => Task.FromException(new TimeoutException("no answer"));
        _recorder.AddEvaluation([], null, null);
        _recorder.AddArtifact(File("a"));

        _recorder.Settle();

        Assert.Equal(["evaluation", "artifact a"], _store.Written);
        Assert.Null(_recorder.Failure);
    }

    [Fact]
    public void Abandon_AsTheLeaseIsLost_KeepsTheFirstReason()
    {
        _recorder.Abandon(new LeaseLostException("1-1", 2));
        _recorder.Abandon(new StorageException("the disk is full"));

        Assert.Throws<LeaseLostException>(_recorder.Settle);
        Assert.True(_recorder.StopToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Complete_AfterTheLastWrite_HasStoredIt()
    {
        _recorder.AddMetrics([Point(1), Point(2)]);

        await _recorder.Complete();

        Assert.Equal(["2 points"], _store.Written);
    }

    private static ArtifactRecord File(string path) => new() { Kind = "checkpoint", Path = path, Step = 1, Bytes = 1, Sha256 = "ab" };

    private static MetricPoint Point(int step) => new() { Name = "loss", Step = step, Value = 1 };
}
