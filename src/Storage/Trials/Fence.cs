using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Trials;

/// <summary>Lets only the running attempt of a trial write.</summary>
internal static class Fence
{
    private const string HoldTrial =
        "UPDATE trials SET epoch = @p1 WHERE public_id = @p0 AND epoch = @p1 AND state = 'Running' RETURNING id";

    /// <summary>The trial if that epoch is running it, otherwise nothing.</summary>
    public static IQueryable<TrialEntity> Holding(this DbSet<TrialEntity> trials, string trialId, long epoch) =>
        trials.Where(trial => trial.PublicId == trialId && trial.Epoch == epoch && trial.State == TrialState.Running);

    /// <summary>
    /// Checks a lease and keeps it from changing until the transaction ends: the update changes nothing but locks the row.
    /// </summary>
    /// <returns>The trial's row id.</returns>
    /// <exception cref="LeaseLostException">The lease is not current.</exception>
    public static async Task<long> Hold(this FastOdeContext context, AttemptLease lease, CancellationToken cancellationToken) =>
        await context.Statements.Number(HoldTrial, cancellationToken, lease.TrialId, lease.Epoch).ConfigureAwait(false)
        ?? throw new LeaseLostException(lease.TrialId, lease.Epoch);
}
