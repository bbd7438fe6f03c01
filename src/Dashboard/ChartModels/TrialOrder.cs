using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Sorts trials by a column of their table.</summary>
public static class TrialOrder
{
    /// <summary>The trials by a column; where that has no value, last in either direction; then by number.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="column"><c>number</c>, <c>seed</c>, <c>state</c>, <c>step</c>, <c>rate</c>, <c>attempts</c>, <c>objective</c> or a key of the search space.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    public static IReadOnlyList<TrialSummary> By(IEnumerable<TrialSummary> trials, string? column, bool descending)
    {
        var keyed = trials.Select(trial => (Trial: trial, Key: Key(trial, column))).ToList();
        var comparer = Comparer<IComparable>.Create(Compare);
        var present = keyed.Where(pair => pair.Key is not null);
        var sorted = descending
            ? present.OrderByDescending(pair => pair.Key!, comparer)
            : present.OrderBy(pair => pair.Key!, comparer);
        return [.. sorted.ThenBy(pair => pair.Trial.Number).Concat(keyed.Where(pair => pair.Key is null).OrderBy(pair => pair.Trial.Number)).Select(pair => pair.Trial)];
    }

    /// <summary>Keys of the search space that occur, in the order of the space.</summary>
    /// <param name="trials">The trials.</param>
    public static IReadOnlyList<string> ParameterKeys(IEnumerable<TrialSummary> trials) =>
        [.. trials.SelectMany(trial => trial.Parameters.Keys).Distinct()];

    private static IComparable? Key(TrialSummary trial, string? column) => column switch
    {
        null or "number" => trial.Number,
        "seed" => trial.Seed,
        "state" => trial.State,
        "step" => trial.Step,
        "rate" => trial.IterationsPerSecond,
        "attempts" => trial.Attempts,
        "objective" => trial.ObjectiveValue,
        _ => trial.Parameters.TryGetValue(column, out var value) ? Key(value) : null,
    };

    private static IComparable Key(ParameterValue value) => (IComparable?)value.Number ?? value.ToString();

    private static int Compare(IComparable? a, IComparable? b) =>
        a!.GetType() == b!.GetType() ? a.CompareTo(b) : string.CompareOrdinal(a.ToString(), b.ToString());
}
