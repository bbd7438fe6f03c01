using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Results;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Trials;

/// <summary>Trials and their leases in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells when leases end.</param>
internal sealed class TrialStore(DatabaseAccess database, TimeProvider clock) : ITrialStore
{
    /// <inheritdoc/>
    public Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken) =>
        database.Read(context => context.FindTrial(trialId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken) =>
        database.Write(
            async context =>
            {
                DateTimeOffset now = clock.Now();
                DateTimeOffset expires = now + leaseDuration;
                int begun = await context.Trials
                    .Where(trial => trial.PublicId == trialId
                        && (trial.State == TrialState.Queued || (trial.State == TrialState.Running && trial.LeaseExpiresAt < now)))
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(trial => trial.Epoch, trial => trial.Epoch + 1)
                            .SetProperty(trial => trial.State, TrialState.Running)
                            .SetProperty(trial => trial.SlotId, slotId)
                            .SetProperty(trial => trial.LeaseExpiresAt, expires)
                            .SetProperty(trial => trial.Message, (string?)null)
                            .SetProperty(trial => trial.StartedAt, trial => trial.StartedAt ?? now),
                        cancellationToken)
                    .ConfigureAwait(false);
                var row = await context.Trials.Where(trial => trial.PublicId == trialId)
                    .Select(trial => new { trial.Id, trial.Epoch, trial.State })
                    .SingleOrDefaultAsync(cancellationToken)
                    .ConfigureAwait(false);
                if (row is null || begun == 0)
                {
                    throw new InvalidOperationException(row?.State switch
                    {
                        null => $"trial {trialId} does not exist",
                        TrialState.Running => $"trial {trialId} runs (epoch {row.Epoch}); no other attempt can begin",
                        _ => $"trial {trialId} has ended ({row.State}); no attempt can begin",
                    });
                }

                await EndRunning(context.Attempts.Where(attempt => attempt.TrialId == row.Id), "another attempt has begun", now, cancellationToken)
                    .ConfigureAwait(false);
                context.Attempts.Add(new AttemptEntity
                {
                    TrialId = row.Id,
                    Epoch = row.Epoch,
                    SlotId = slotId,
                    State = AttemptState.Running,
                    StartedAt = now,
                });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return new AttemptLease { TrialId = trialId, Epoch = row.Epoch, SlotId = slotId, ExpiresAt = expires };
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            DateTimeOffset expires = clock.Now() + leaseDuration;
            int renewed = await context.Trials.Holding(progress.Lease.TrialId, progress.Lease.Epoch)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(trial => trial.LeaseExpiresAt, expires)
                        .SetProperty(trial => trial.Step, progress.Step)
                        .SetProperty(trial => trial.IterationsPerSecond, Finite(progress.IterationsPerSecond)),
                    cancellationToken)
                .ConfigureAwait(false);
            ThrowIfLost(renewed, progress.Lease);
            await Attempt(context, progress.Lease.TrialId, progress.Lease.Epoch)
                .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.LastStep, progress.Step), cancellationToken)
                .ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken)
    {
        if (trialState == TrialState.Running)
            throw new ArgumentException("a trial whose attempt has ended does not run", nameof(trialState));
        return database.Write(
            async context =>
            {
                DateTimeOffset now = clock.Now();
                DateTimeOffset? end = trialState == TrialState.Queued ? null : now;
                double? rate = Finite(outcome.IterationsPerSecond);
                int ended = await context.Trials.Holding(outcome.Lease.TrialId, outcome.Lease.Epoch)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(trial => trial.State, trialState)
                            .SetProperty(trial => trial.Step, outcome.Step)
                            .SetProperty(trial => trial.IterationsPerSecond, trial => rate ?? trial.IterationsPerSecond)
                            .SetProperty(trial => trial.WeightsSha256, trial => outcome.WeightsSha256 ?? trial.WeightsSha256)
                            .SetProperty(trial => trial.Message, outcome.Message)
                            .SetProperty(trial => trial.EndedAt, end)
                            .SetProperty(trial => trial.SlotId, (string?)null)
                            .SetProperty(trial => trial.LeaseExpiresAt, (DateTimeOffset?)null),
                        cancellationToken)
                    .ConfigureAwait(false);
                ThrowIfLost(ended, outcome.Lease);
                await Attempt(context, outcome.Lease.TrialId, outcome.Lease.Epoch)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(attempt => attempt.State, outcome.State)
                            .SetProperty(attempt => attempt.LastStep, outcome.Step)
                            .SetProperty(attempt => attempt.Message, outcome.Message)
                            .SetProperty(attempt => attempt.EndedAt, now),
                        cancellationToken)
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task Interrupt(string trialId, long epoch, CancellationToken cancellationToken) => database.Write(
        context => Take(context, context.Trials.Holding(trialId, epoch), trialId, epoch, "it could not begin", cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> InterruptExpired(string trialId, long epoch, CancellationToken cancellationToken) => database.Write(
        context =>
        {
            // The clock is read when this statement's turn has come, not when somebody thought that the lease had run out.
            DateTimeOffset now = clock.Now();
            return Take(
                context,
                context.Trials.Holding(trialId, epoch).Where(trial => trial.LeaseExpiresAt < now),
                trialId,
                epoch,
                "its lease ran out",
                cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task Cancel(string trialId, CancellationToken cancellationToken) => database.Write(
        context => context.Trials.Where(trial => trial.PublicId == trialId).CancelQueued(clock.Now(), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> CancelQueued(long experimentId, CancellationToken cancellationToken) => database.Write(
        context => context.Trials.Where(trial => trial.ExperimentId == experimentId).CancelQueued(clock.Now(), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> QueueFailed(CancellationToken cancellationToken) => database.Write(
        context => context.QueueFailed(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AttemptLease>> ExpiredLeases(DateTimeOffset now, CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<AttemptLease>)await context.Trials
            .Where(trial => trial.State == TrialState.Running && trial.LeaseExpiresAt < now)
            .OrderBy(trial => trial.LeaseExpiresAt)
            .Select(trial => new AttemptLease
            {
                TrialId = trial.PublicId,
                Epoch = trial.Epoch,
                SlotId = trial.SlotId!,
                ExpiresAt = trial.LeaseExpiresAt!.Value,
            })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Recover(CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            DateTimeOffset now = clock.Now();
            IQueryable<TrialEntity> running = context.Trials.Where(trial => trial.State == TrialState.Running);
            List<string> ids = await running.OrderBy(trial => trial.Id).Select(trial => trial.PublicId)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            await Queue(running, cancellationToken).ConfigureAwait(false);
            await EndRunning(context.Attempts, "its process ended", now, cancellationToken).ConfigureAwait(false);
            await context.CancelQueuedOfCancelled(now, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<string>)ids;
        },
        cancellationToken);

    /// <summary>Takes the lease away by one statement, and ends the attempt that held it.</summary>
    /// <returns>Whether the trial was still there to be taken.</returns>
    private async Task<bool> Take(
        FastOdeContext context, IQueryable<TrialEntity> held, string trialId, long epoch, string reason, CancellationToken cancellationToken)
    {
        if (await Queue(held, cancellationToken).ConfigureAwait(false) == 0)
            return false;
        await EndRunning(Attempt(context, trialId, epoch), reason, clock.Now(), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static Task<int> Queue(IQueryable<TrialEntity> trials, CancellationToken cancellationToken) =>
        trials.ExecuteUpdateAsync(
            set => set
                .SetProperty(trial => trial.State, TrialState.Queued)
                .SetProperty(trial => trial.SlotId, (string?)null)
                .SetProperty(trial => trial.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);

    private static Task<int> EndRunning(IQueryable<AttemptEntity> attempts, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        attempts.Where(attempt => attempt.State == AttemptState.Running)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(attempt => attempt.State, AttemptState.Interrupted)
                    .SetProperty(attempt => attempt.Message, reason)
                    .SetProperty(attempt => attempt.EndedAt, now),
                cancellationToken);

    private static IQueryable<AttemptEntity> Attempt(FastOdeContext context, string trialId, long epoch) =>
        context.Attempts.Where(attempt => attempt.Epoch == epoch
            && context.Trials.Any(trial => trial.Id == attempt.TrialId && trial.PublicId == trialId));

    // SQLite cannot hold a rate of no elapsed time.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static void ThrowIfLost(int rows, AttemptLease lease)
    {
        if (rows == 0)
            throw new LeaseLostException(lease.TrialId, lease.Epoch);
    }
}
