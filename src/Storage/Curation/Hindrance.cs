using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Curation;

/// <summary>What is in the way of the removal of an experiment.</summary>
internal static class Hindrance
{
    private const string NamesItsTrials = "SELECT * FROM experiments WHERE spec LIKE {0}";

    /// <summary>What is in the way, in one sentence; null where nothing is.</summary>
    /// <param name="context">The database.</param>
    /// <param name="experimentId">The experiment, which is stored.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<string?> Of(FastOdeContext context, long experimentId, CancellationToken cancellationToken)
    {
        var state = await context.Experiments.Where(experiment => experiment.Id == experimentId)
            .Select(experiment => experiment.State).SingleAsync(cancellationToken).ConfigureAwait(false);
        if (state is ExperimentState.Running or ExperimentState.Paused)
            return Sentence(experimentId, $"is {state.ToString().ToLowerInvariant()}: cancel it first");
        var live = await context.Trials
            .AnyAsync(trial => trial.ExperimentId == experimentId && (trial.State == TrialState.Queued || trial.State == TrialState.Running), cancellationToken)
            .ConfigureAwait(false);
        if (live)
            return Sentence(experimentId, "has trials that have not ended yet: try again when they have");
        var students = await Students(context, experimentId, cancellationToken).ConfigureAwait(false);
        return students.Count == 0 ? null : Sentence(
            experimentId, $"is what experiment {string.Join(", ", students)} learned from, which could not be run again without it: delete that first, or archive this one");
    }

    /// <summary>
    /// The experiments with trials that learn from trials of this one, those that are deleted themselves left out. All
    /// teachers stand in the spec: as the trial's, or as values that the search tries.
    /// </summary>
    private static async Task<IReadOnlyList<long>> Students(FastOdeContext context, long experimentId, CancellationToken cancellationToken)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{experimentId}-");
        var named = await context.Experiments.FromSqlRaw(NamesItsTrials, $"%\"{prefix}%").AsNoTracking()
            .Where(experiment => experiment.Id != experimentId && experiment.GoesAt == null)
            .OrderBy(experiment => experiment.Id)
            .Select(experiment => new { experiment.Id, experiment.Spec })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. named.Where(student => Teachers(student.Spec).Any(teacher => teacher.StartsWith(prefix, StringComparison.Ordinal))).Select(student => student.Id)];
    }

    private static IEnumerable<string> Teachers(ExperimentSpec spec) => spec.Search.Space
        .Where(dimension => TrialNames.IsTeacher(dimension.Key))
        .SelectMany(dimension => dimension.Values ?? [])
        .Select(value => value.Text)
        .Append(spec.Trial.Teacher)
        .OfType<string>();

    private static string Sentence(long experimentId, string rest) => string.Create(CultureInfo.InvariantCulture, $"experiment {experimentId} {rest}");
}
