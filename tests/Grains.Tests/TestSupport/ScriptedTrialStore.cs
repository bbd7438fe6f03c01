using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Trials;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A store that answers what a test says, to whoever looks after leases.</summary>
internal sealed class ScriptedTrialStore : ITrialStore
{
    /// <summary>The leases that have run out.</summary>
    public IReadOnlyList<AttemptLease> Expired { get; set; } = [];

    /// <summary>What is thrown instead of an answer.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The moment for which leases were asked last.</summary>
    public DateTimeOffset? LookedFor { get; private set; }

    public Task<IReadOnlyList<AttemptLease>> ExpiredLeases(DateTimeOffset now, CancellationToken cancellationToken)
    {
        LookedFor = now;
        return Fault is null ? Task.FromResult(Expired) : Task.FromException<IReadOnlyList<AttemptLease>>(Fault);
    }

    public Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TrialSpec> Spec(string trialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset> EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task Interrupt(string trialId, long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> InterruptExpired(string trialId, long epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EndQueued(string trialId, TrialState state, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CancelQueued(long experimentId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<long>> QueueFailed(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> QueueFailed(long experimentId, string? trialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> Recover(CancellationToken cancellationToken) => throw new NotSupportedException();
}
