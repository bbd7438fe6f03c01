using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A store that a silo cannot reach to renew the lease of certain attempts, or to read what its first trials run.</summary>
internal sealed class StallingTrialStore(ITrialStore inner, long stalledEpoch, int unreadSpecs) : ITrialStore
{
    private int unreadSpecs = unreadSpecs;

    /// <summary>Puts the store in front of the registered one.</summary>
    public static void Insert(IServiceCollection services, long stalledEpoch = 0, int unreadSpecs = 0)
    {
        var inner = services.Last(service => service.ServiceType == typeof(ITrialStore));
        services.Remove(inner);
        services.AddSingleton<ITrialStore>(
            provider => new StallingTrialStore((ITrialStore)inner.ImplementationFactory!(provider), stalledEpoch, unreadSpecs));
    }

    public Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken) =>
        progress.Lease.Epoch == stalledEpoch
            ? throw new IOException("the database is out of reach")
            : inner.Renew(progress, leaseDuration, cancellationToken);

    public Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken) => inner.Find(trialId, cancellationToken);

    public Task<TrialSpec> Spec(string trialId, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref unreadSpecs) >= 0 ? throw new StorageException("the database is out of reach") : inner.Spec(trialId, cancellationToken);

    public Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken) =>
        inner.BeginAttempt(trialId, slotId, leaseDuration, cancellationToken);

    public Task<DateTimeOffset> EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken) =>
        inner.EndAttempt(outcome, trialState, cancellationToken);

    public Task Interrupt(string trialId, long epoch, CancellationToken cancellationToken) => inner.Interrupt(trialId, epoch, cancellationToken);

    public Task EndQueued(string trialId, TrialState state, string? reason, CancellationToken cancellationToken) => inner.EndQueued(trialId, state, reason, cancellationToken);

    public Task<IReadOnlyList<AttemptLease>> ExpiredLeases(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ExpiredLeases(now, cancellationToken);

    public Task<bool> InterruptExpired(string trialId, long epoch, CancellationToken cancellationToken) =>
        inner.InterruptExpired(trialId, epoch, cancellationToken);

    public Task<int> CancelQueued(long experimentId, CancellationToken cancellationToken) => inner.CancelQueued(experimentId, cancellationToken);

    public Task<IReadOnlyList<long>> QueueFailed(CancellationToken cancellationToken) => inner.QueueFailed(cancellationToken);

    public Task<int> QueueFailed(long experimentId, string? trialId, CancellationToken cancellationToken) => inner.QueueFailed(experimentId, trialId, cancellationToken);

    public Task<IReadOnlyList<string>> Recover(CancellationToken cancellationToken) => inner.Recover(cancellationToken);
}
