using FastOde.Analysis.Measurements;

namespace FastOde.Analysis.Trials;

/// <summary>What assignments come to in every objective of an experiment, over their seeds.</summary>
public static class GoalMeans
{
    /// <summary>The means of each assignment, a value an objective.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="goals">What is optimised and demanded.</param>
    /// <returns>
    /// The means over the seeds that have all values and have not ended early; null where there is no such seed, or the means miss a
    /// demand.
    /// </returns>
    public static IReadOnlyList<IReadOnlyList<double>?> Of<TTrial>(TrialGroups<TTrial> groups, Goals goals) where TTrial : class, ITrialResult
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(goals);
        var counted = Enumerable.Range(0, groups.Labels.Count)
            .Select(index => groups.Trials(index).Where(trial => trial.EndedEarly is null && goals.Point(trial.ObjectiveValue, trial.OtherValues) is not null).ToList())
            .ToList();
        var violations = goals.Violations([.. counted.Select(trials => Means(trials, trial => trial.OtherValues))]);
        return
        [
            .. counted.Select((trials, index) => trials.Count == 0 || violations[index] > 0
                ? null
                : (IReadOnlyList<double>)[.. Means(trials, trial => goals.Point(trial.ObjectiveValue, trial.OtherValues)!.Select(value => (double?)value)).Select(value => value!.Value)]),
        ];
    }

    private static List<double?> Means<TTrial>(List<TTrial> trials, Func<TTrial, IEnumerable<double?>> values)
    {
        var rows = trials.ConvertAll(trial => values(trial).ToList());
        return rows.Count == 0 ? [] : [.. Enumerable.Range(0, rows.Min(row => row.Count)).Select(place => rows.TrueForAll(row => row[place] is not null) ? rows.Average(row => row[place]) : null)];
    }
}
