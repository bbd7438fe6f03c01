using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Notices;
using FastOde.Storage.Results;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Trials;

/// <summary>Trials and their leases in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells when leases end.</param>
/// <param name="bell">Rings where an end is worth a notice.</param>
internal sealed class TrialStore(DatabaseAccess database, TimeProvider clock, NoticeBell bell) : ITrialStore
{
    private const string BeginTrial =
        """
        UPDATE trials SET epoch = epoch + 1, state = 'Running', slot_id = @p1, lease_expires_at = @p2, message = NULL,
            started_at = COALESCE(started_at, @p3),
            step = COALESCE((SELECT MAX(step) FROM artifacts WHERE artifacts.trial_id = trials.id AND kind = 'checkpoint'), 0)
        WHERE public_id = @p0 AND (state = 'Queued' OR (state = 'Running' AND lease_expires_at < @p4))
        RETURNING epoch
        """;

    private const string InsertAttempt =
        """
        INSERT INTO attempts (trial_id, epoch, slot_id, state, started_at)
        SELECT id, @p1, @p2, 'Running', @p3 FROM trials WHERE public_id = @p0
        """;

    private const string BegunAttempt =
        """
        SELECT attempts.epoch FROM attempts JOIN trials ON trials.id = trial_id AND trials.epoch = attempts.epoch
        WHERE public_id = @p0 AND trials.state = 'Running' AND attempts.slot_id = @p1 AND attempts.started_at = @p2
        """;

    private const string ProlongTrial = "UPDATE trials SET lease_expires_at = @p2" + Held;

    private const string RenewTrial =
        "UPDATE trials SET lease_expires_at = @p2, step = @p3, iterations_per_second = @p4" + Held;

    private const string NoteStep = "UPDATE attempts SET last_step = @p2" + OfTrial;

    private const string EndTrial =
        """
        UPDATE trials SET state = @p2, step = @p3, iterations_per_second = COALESCE(@p4, iterations_per_second),
            weights_sha256 = COALESCE(@p5, weights_sha256), message = @p6, network_evaluations = COALESCE(@p8, network_evaluations),
            ended_at = CASE WHEN @p7 < started_at THEN started_at ELSE @p7 END, slot_id = NULL, lease_expires_at = NULL
        """ + Held;

    // A clock that was set back meanwhile must not end an attempt before it began.
    private const string EndedAttempt =
        "UPDATE attempts SET state = @p2, last_step = @p3, message = @p4, ended_at = CASE WHEN @p5 < started_at THEN started_at ELSE @p5 END" + OfTrial;

    private const string Held = " WHERE public_id = @p0 AND epoch = @p1 AND state = 'Running'";
    private const string OfTrial = " WHERE trial_id = (SELECT id FROM trials WHERE public_id = @p0) AND epoch = @p1";

    /// <inheritdoc/>
    public Task<TrialDetail?> Find(string trialId, CancellationToken cancellationToken) =>
        database.Read(context => context.FindTrial(trialId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TrialSpec> Spec(string trialId, CancellationToken cancellationToken) => database.Read(
        async context => await context.SpecOf(trialId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"trial {trialId} does not exist"),
        cancellationToken);

    /// <inheritdoc/>
    public Task<AttemptLease> BeginAttempt(string trialId, string slotId, TimeSpan leaseDuration, CancellationToken cancellationToken)
    {
        var startedAt = clock.Now();
        var isRepeated = false;
        return database.Write(
            async context =>
            {
                var expires = clock.Now() + leaseDuration;
                var epoch = isRepeated ? await BegunBefore(context, trialId, slotId, startedAt, expires, cancellationToken).ConfigureAwait(false) : null;
                isRepeated = true;
                epoch ??= await Begin(context, trialId, slotId, startedAt, expires, cancellationToken).ConfigureAwait(false);
                return new AttemptLease { TrialId = trialId, Epoch = epoch.Value, SlotId = slotId, ExpiresAt = expires };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task Renew(AttemptProgress progress, TimeSpan leaseDuration, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var expires = clock.Now() + leaseDuration;
            var renewed = await context.Statements.Execute(
                RenewTrial, cancellationToken, progress.Lease.TrialId, progress.Lease.Epoch, expires, progress.Step, Finite(progress.IterationsPerSecond)).ConfigureAwait(false);
            ThrowIfLost(renewed, progress.Lease);
            await context.Statements.Execute(NoteStep, cancellationToken, progress.Lease.TrialId, progress.Lease.Epoch, progress.Step).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset> EndAttempt(AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken)
    {
        if (trialState == TrialState.Running)
            throw new ArgumentException("a trial whose attempt has ended does not run", nameof(trialState));
        var lease = outcome.Lease;
        var (endedAt, isNoted) = await database.Write(
            async context =>
            {
                var now = clock.Now();
                DateTimeOffset? end = trialState == TrialState.Queued ? null : now;
                var ended = await context.Statements.Execute(
                    EndTrial,
                    cancellationToken,
                    lease.TrialId,
                    lease.Epoch,
                    trialState,
                    outcome.Step,
                    Finite(outcome.IterationsPerSecond),
                    outcome.WeightsSha256,
                    outcome.Message,
                    end,
                    outcome.NetworkEvaluations).ConfigureAwait(false);
                if (ended == 0 && await EndedBefore(context, outcome, trialState, cancellationToken).ConfigureAwait(false) is { } before)
                    return (before, false);
                ThrowIfLost(ended, lease);
                await context.Statements.Execute(
                    EndedAttempt, cancellationToken, lease.TrialId, lease.Epoch, outcome.State, outcome.Step, outcome.Message, now).ConfigureAwait(false);
                return (now, await context.NoteEnd(lease.TrialId, trialState, outcome.Message, now, cancellationToken).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (isNoted)
            bell.Ring();
        return endedAt;
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
            var now = clock.Now();
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
    public Task EndQueued(string trialId, TrialState state, string? reason, CancellationToken cancellationToken) => database.Write(
        context => context.Trials.Where(trial => trial.PublicId == trialId).EndQueued(state, reason, clock.Now(), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> CancelQueued(long experimentId, CancellationToken cancellationToken) => database.Write(
        context => context.Trials.Where(trial => trial.ExperimentId == experimentId).EndQueued(TrialState.Cancelled, null, clock.Now(), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> QueueFailed(CancellationToken cancellationToken) => database.Write(
        async context => (await context.QueueFailed(context.Trials, cancellationToken).ConfigureAwait(false)).Experiments, cancellationToken);

    /// <inheritdoc/>
    public Task<int> QueueFailed(long experimentId, string? trialId, CancellationToken cancellationToken) => database.Write(
        async context => (await context.QueueFailed(
            context.Trials.Where(trial => trial.ExperimentId == experimentId && (trialId == null || trial.PublicId == trialId)), cancellationToken)
            .ConfigureAwait(false)).Trials,
        cancellationToken);

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
            var now = clock.Now();
            var running = context.Trials.Where(trial => trial.State == TrialState.Running);
            var ids = await running.OrderBy(trial => trial.Id).Select(trial => trial.PublicId)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            await Queue(running, cancellationToken).ConfigureAwait(false);
            await EndRunning(context.Attempts, "its process ended", now, cancellationToken).ConfigureAwait(false);
            await context.CancelQueuedOfCancelled(now, cancellationToken).ConfigureAwait(false);
            await context.Experiments.Where(experiment => experiment.IsStarted)
                .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.IsStarted, false), cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<string>)ids;
        },
        cancellationToken);

    private async Task<long> Begin(
        FastOdeContext context, string trialId, string slotId, DateTimeOffset startedAt, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var epoch = await context.Statements.Number(BeginTrial, cancellationToken, trialId, slotId, expires, startedAt, now).ConfigureAwait(false);
        if (epoch is not { } begun)
            throw await Refusal(context, trialId, cancellationToken).ConfigureAwait(false);
        if (begun > 1)
            await EndRunning(Attempts(context, trialId), "another attempt has begun", now, cancellationToken).ConfigureAwait(false);
        await context.Statements.Execute(InsertAttempt, cancellationToken, trialId, begun, slotId, startedAt).ConfigureAwait(false);
        return begun;
    }

    /// <summary>
    /// The epoch of the attempt that this very call has begun already, if it has; its lease counts from now. A connection that is
    /// lost while a transaction is committed does not say whether it was.
    /// </summary>
    private static async Task<long?> BegunBefore(
        FastOdeContext context, string trialId, string slotId, DateTimeOffset startedAt, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var epoch = await context.Statements.Number(BegunAttempt, cancellationToken, trialId, slotId, startedAt).ConfigureAwait(false);
        if (epoch is not null)
            await context.Statements.Execute(ProlongTrial, cancellationToken, trialId, epoch, expires).ConfigureAwait(false);
        return epoch;
    }

    /// <summary>
    /// When this very end was stored before, if it was: a connection that is lost while a transaction is committed does not
    /// say whether it was.
    /// </summary>
    private static Task<DateTimeOffset?> EndedBefore(
        FastOdeContext context, AttemptOutcome outcome, TrialState trialState, CancellationToken cancellationToken) =>
        Attempt(context, outcome.Lease.TrialId, outcome.Lease.Epoch)
            .Where(attempt => attempt.State == outcome.State && attempt.LastStep == outcome.Step && attempt.SlotId == outcome.Lease.SlotId
                && context.Trials.Any(trial => trial.Id == attempt.TrialId && trial.Epoch == attempt.Epoch && trial.State == trialState))
            .Select(attempt => attempt.EndedAt)
            .SingleOrDefaultAsync(cancellationToken);

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
                    .SetProperty(attempt => attempt.EndedAt, attempt => attempt.StartedAt > now ? attempt.StartedAt : now),
                cancellationToken);

    private static async Task<InvalidOperationException> Refusal(FastOdeContext context, string trialId, CancellationToken cancellationToken)
    {
        var row = await context.Trials.Where(trial => trial.PublicId == trialId)
            .Select(trial => new { trial.Epoch, trial.State })
            .SingleOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        return new InvalidOperationException(row?.State switch
        {
            null => $"trial {trialId} does not exist",
            TrialState.Running => $"trial {trialId} runs (epoch {row.Epoch}); no other attempt can begin",
            _ => $"trial {trialId} has ended ({row.State}); no attempt can begin",
        });
    }

    private static IQueryable<AttemptEntity> Attempt(FastOdeContext context, string trialId, long epoch) =>
        Attempts(context, trialId).Where(attempt => attempt.Epoch == epoch);

    private static IQueryable<AttemptEntity> Attempts(FastOdeContext context, string trialId) =>
        context.Attempts.Where(attempt => context.Trials.Any(trial => trial.Id == attempt.TrialId && trial.PublicId == trialId));

    // SQLite cannot hold a rate of no elapsed time.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static void ThrowIfLost(int rows, AttemptLease lease)
    {
        if (rows == 0)
            throw new LeaseLostException(lease.TrialId, lease.Epoch);
    }
}
