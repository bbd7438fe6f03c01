using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Trials;

/// <summary>Changes of many trials at once, each by one statement however many there are.</summary>
internal static class Settlement
{
    /// <summary>Ends those trials that are queued.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> EndQueued(
        this IQueryable<TrialEntity> trials, TrialState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        trials.Where(trial => trial.State == TrialState.Queued)
            .ExecuteUpdateAsync(
                set => set.SetProperty(trial => trial.State, state)
                    .SetProperty(trial => trial.EndedAt, now)
                    .SetProperty(trial => trial.Message, trial => reason ?? trial.Message),
                cancellationToken);

    /// <summary>Ends the queued trials of experiments that were cancelled before all their trials had ended.</summary>
    public static Task<int> CancelQueuedOfCancelled(this FastOdeContext context, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Trials
            .Where(trial => context.Experiments.Any(
                experiment => experiment.Id == trial.ExperimentId && experiment.State == ExperimentState.Cancelled))
            .EndQueued(TrialState.Cancelled, null, now, cancellationToken);

    /// <summary>Queues those of some trials that have failed, each with its retries anew, and opens their experiments, except those that were cancelled or deleted.</summary>
    /// <param name="context">The context.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>The ids of the experiments, and how many trials there were.</returns>
    public static async Task<(IReadOnlyList<long> Experiments, int Trials)> QueueFailed(
        this FastOdeContext context, IQueryable<TrialEntity> trials, CancellationToken cancellationToken)
    {
        var failed = trials.Where(trial => trial.State == TrialState.Failed
            && context.Experiments.Any(experiment => experiment.Id == trial.ExperimentId && experiment.State != ExperimentState.Cancelled && experiment.GoesAt == null));
        var experiments = await failed.Select(trial => trial.ExperimentId).Distinct().Order()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await context.Experiments
            .Where(experiment => experiment.State == ExperimentState.Completed && failed.Any(trial => trial.ExperimentId == experiment.Id))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(experiment => experiment.State, ExperimentState.Running)
                    .SetProperty(experiment => experiment.EndedAt, (DateTimeOffset?)null),
                cancellationToken)
            .ConfigureAwait(false);
        var queued = await failed
            .ExecuteUpdateAsync(
                set => set.SetProperty(trial => trial.State, TrialState.Queued)
                    .SetProperty(trial => trial.EndedAt, (DateTimeOffset?)null)
                    .SetProperty(trial => trial.ForgivenAttempts, trial => trial.Epoch),
                cancellationToken)
            .ConfigureAwait(false);
        return (experiments, queued);
    }
}
