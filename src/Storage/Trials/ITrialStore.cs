using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;

namespace FastOde.Storage.Trials;

/// <summary>
/// Writes trials and their leases. A trial has one current epoch; beginning an attempt raises it, and whatever an
/// older attempt still tries to write is refused with <see cref="LeaseLostException"/>. Every method is one transaction.
/// </summary>
public interface ITrialStore
{
    /// <summary>A trial with its spec, attempts and artifacts, or null.</summary>
    Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken);

    /// <summary>What a trial runs, the assignment applied.</summary>
    /// <exception cref="InvalidOperationException">There is no such trial.</exception>
    Task<TrialSpec> Spec(string trialId, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an attempt: raises the epoch and makes the trial running. An attempt whose lease has run out is marked as
    /// interrupted; one whose lease is good keeps the trial.
    /// </summary>
    /// <exception cref="InvalidOperationException">The trial has ended, or another attempt holds it.</exception>
    Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken);

    /// <summary>Extends the lease and records step and rate.</summary>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken);

    /// <summary>Records how the current attempt ended and where the trial stands now; the lease is given up.</summary>
    /// <returns>When it ended.</returns>
    /// <exception cref="LeaseLostException">The epoch is not the current one.</exception>
    Task<DateTimeOffset> EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken);

    /// <summary>
    /// Gives up the lease of an attempt that never began to run, and queues the trial; nothing happens if it is not current.
    /// </summary>
    Task Interrupt(string trialId, long epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lease from an attempt that has not renewed it in time, and queues the trial. Whether it has is decided by
    /// the statement that takes it, so that a renewal in the last moment counts.
    /// </summary>
    /// <returns>Whether the lease was taken.</returns>
    Task<bool> InterruptExpired(string trialId, long epoch, CancellationToken cancellationToken);

    /// <summary>Ends a queued trial; nothing happens to one that runs or has ended.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="state">How it ends.</param>
    /// <param name="reason">Why, for people; null leaves the message that there is.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task EndQueued(string trialId, TrialState state, string? reason, CancellationToken cancellationToken);

    /// <summary>Ends every queued trial of an experiment by one statement.</summary>
    /// <returns>How many there were.</returns>
    Task<int> CancelQueued(long experimentId, CancellationToken cancellationToken);

    /// <summary>Queues the failed trials of every experiment that was not cancelled, each with its retries anew, and lets those experiments go on.</summary>
    /// <returns>The ids of the experiments.</returns>
    Task<IReadOnlyList<long>> QueueFailed(CancellationToken cancellationToken);

    /// <summary>Queues failed trials of one experiment, each with its retries anew, and lets the experiment go on; nothing happens where it was cancelled.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="trialId">One of its trials, or null for all that have failed.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>How many there were.</returns>
    Task<int> QueueFailed(long experimentId, string? trialId, CancellationToken cancellationToken);

    /// <summary>Leases that ran out before <paramref name="now"/>.</summary>
    Task<IReadOnlyList<AttemptLease>> ExpiredLeases(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Marks every running attempt as interrupted and queues its trial, or ends it where its experiment is cancelled, as
    /// it ends the trials of such an experiment that were queued. No experiment counts as started any more. For a process that owns its database alone and has just
    /// started, so that nothing can be running.
    /// </summary>
    /// <returns>The ids of the trials that were running.</returns>
    Task<IReadOnlyList<string>> Recover(CancellationToken cancellationToken);
}
