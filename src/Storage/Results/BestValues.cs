using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>What the best trial of each of some experiments came to, by one query for all of them.</summary>
internal static class BestValues
{
    /// <summary>The experiments with their best values.</summary>
    /// <param name="context">The database.</param>
    /// <param name="experiments">The experiments as they were read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<ExperimentSummary>> WithBest(
        this FastOdeContext context, IReadOnlyList<ExperimentSummary> experiments, CancellationToken cancellationToken)
    {
        var plain = experiments.Where(experiment => experiment.Objective is { Where.Count: 0 }).ToDictionary(experiment => experiment.Id, experiment => experiment.Objective!.Maximize);
        var demanding = experiments.Where(experiment => experiment.Objective is { Where.Count: > 0 }).ToDictionary(experiment => experiment.Id, experiment => experiment.Objective!.Goals());
        Dictionary<long, double?> best = [];
        if (plain.Count > 0)
        {
            var ends = await Completed(context, plain.Keys).GroupBy(trial => trial.ExperimentId)
                .Select(trials => new { Id = trials.Key, Least = trials.Min(trial => trial.ObjectiveValue), Most = trials.Max(trial => trial.ObjectiveValue) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var end in ends)
                best[end.Id] = plain[end.Id] ? end.Most : end.Least;
        }

        // Whether a trial meets a demand may depend on all the others, which the database cannot say.
        if (demanding.Count > 0)
        {
            var values = await Completed(context, demanding.Keys).Select(trial => new { trial.ExperimentId, trial.ObjectiveValue, trial.OtherValues })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var trials in values.GroupBy(trial => trial.ExperimentId))
                best[trials.Key] = demanding[trials.Key].BestFirst(trials, trial => trial.ObjectiveValue, trial => trial.OtherValues ?? []).First().ObjectiveValue;
        }

        return [.. experiments.Select(experiment => experiment with { BestValue = best.GetValueOrDefault(experiment.Id) })];
    }

    private static IQueryable<Entities.TrialEntity> Completed(FastOdeContext context, IEnumerable<long> experiments)
    {
        List<long> ids = [.. experiments];
        return context.Trials.AsNoTracking().Where(trial => EF.Parameter(ids).Contains(trial.ExperimentId) && trial.State == TrialState.Completed && trial.ObjectiveValue != null);
    }
}
