using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Storage.Trials;

/// <summary>
/// Writes trials and their leases. A trial has one current epoch; beginning an attempt raises it, and whatever an
/// older attempt still tries to write is refused with <see cref="LeaseLostException"/>. Every method is one transaction.
/// </summary>
public interface ITrialStore
{
    /// <summary>A trial with its spec, attempts and artifacts, or null.</summary>
    Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an attempt: raises the epoch, marks an attempt that was still running as interrupted, and makes the
    /// trial running.
    /// </summary>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken);

    /// <summary>Extends the lease and records step and rate.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken);

    /// <summary>Records how the current attempt ended and where the trial stands now; the lease is given up.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken);

    /// <summary>Marks the attempt of that epoch as interrupted and queues the trial; nothing happens if it is not current.</summary>
    Task Interrupt(string trialId, long epoch, CancellationToken cancellationToken);

    /// <summary>Ends a trial that has no running attempt, or abandons the one it has.</summary>
    Task Cancel(string trialId, CancellationToken cancellationToken);

    /// <summary>Leases that ran out before <paramref name="now"/>.</summary>
    Task<IReadOnlyList<AttemptLease>> ExpiredLeases(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Marks every running attempt as interrupted and queues its trial: for a process that owns its database alone
    /// and has just started, so that nothing can be running.
    /// </summary>
    /// <returns>The ids of the trials.</returns>
    Task<IReadOnlyList<string>> InterruptAll(CancellationToken cancellationToken);
}
