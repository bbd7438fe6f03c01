using FastOde.Grains.Hosting;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Scheduling;
using FastOde.Specs;
using FastOde.Storage;
using FastOde.Storage.Retention;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Hosting;

public sealed class RetentionSweepTests
{
    private readonly RecordingLogger<RetentionSweep> log = new();
    private readonly Policies policies = new();
    private readonly RetentionSweep sweep;

    public RetentionSweepTests() => sweep = new(policies, new SchedulingTimes(), new FakeTimeProvider(), log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_WhereExperimentsAreDue_AppliesEachPolicy()
    {
        policies.Waiting = [3, 5];

        await sweep.Look(Cancellation);

        Assert.Equal([3, 5], policies.Applied);
    }

    [Fact]
    public async Task Look_WhereItCannotBeDone_SaysSoOnceAndGoesOnWhenItCan()
    {
        policies.Waiting = [3];
        policies.Fault = new StorageException("the disk is read-only");

        await sweep.Look(Cancellation);
        await sweep.Look(Cancellation);
        Assert.Contains("the disk is read-only", Assert.Single(log.Lines), StringComparison.Ordinal);

        policies.Fault = null;
        await sweep.Look(Cancellation);
        Assert.Equal([3], policies.Applied);
        policies.Fault = new StorageException("the disk is read-only");
        await sweep.Look(Cancellation);
        Assert.Equal(2, log.Lines.Count(line => line.Contains("read-only", StringComparison.Ordinal)));
    }

    private sealed class Policies : IRetentionStore
    {
        public IReadOnlyList<long> Waiting { get; set; } = [];

        public StorageException? Fault { get; set; }

        public List<long> Applied { get; } = [];

        public Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken) => Task.FromResult(Waiting);

        public Task<RetentionSummary> Apply(long experimentId, CancellationToken cancellationToken)
        {
            if (Fault is not null)
                throw Fault;
            Applied.Add(experimentId);
            return Task.FromResult(RetentionSummary.None);
        }

        public Task<RetentionSpec?> Find(long experimentId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Set(long experimentId, RetentionSpec? policy, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RetentionSummary> Preview(long experimentId, RetentionSpec policy, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
