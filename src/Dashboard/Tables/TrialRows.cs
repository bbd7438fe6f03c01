using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.Tables;

/// <summary>The rows of a table of trials: those that its filter lets through, sorted by a column.</summary>
public static class TrialRows
{
    /// <summary>The rows; where the column has no value, last in either direction; then by number.</summary>
    /// <param name="trials">The trials by number.</param>
    /// <param name="data">The filter, and values of cells.</param>
    /// <param name="request">What is asked.</param>
    public static IReadOnlyList<TrialSummary> Of(IEnumerable<TrialSummary> trials, TrialTableData data, TrialTableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        var shown = trials.Where(data.Has);
        if (request is { Sort: null or TrialColumns.Number, IsDescending: false })
            return [.. shown];

        var keyed = shown.Select(trial => (Trial: trial, Key: Key(trial, request.Sort ?? TrialColumns.Number, data))).ToList();
        var comparer = Comparer<IComparable>.Create(Compare);
        var present = keyed.Where(pair => pair.Key is not null);
        var sorted = request.IsDescending
            ? present.OrderByDescending(pair => pair.Key!, comparer)
            : present.OrderBy(pair => pair.Key!, comparer);
        return [.. sorted.ThenBy(pair => pair.Trial.Number).Concat(keyed.Where(pair => pair.Key is null)).Select(pair => pair.Trial)];
    }

    /// <summary>The value of a key of the search, for sorting.</summary>
    /// <param name="value">The value; null where the assignment has none.</param>
    public static IComparable? Key(ParameterValue? value) => value is null ? null : (IComparable?)value.Number ?? value.ToString();

    /// <summary>Compares two values of a column, numbers with numbers and everything else as text.</summary>
    /// <param name="a">A value.</param>
    /// <param name="b">Another.</param>
    public static int Compare(IComparable? a, IComparable? b) =>
        a!.GetType() == b!.GetType() ? a.CompareTo(b) : string.CompareOrdinal(a.ToString(), b.ToString());

    private static IComparable? Key(TrialSummary trial, string column, TrialTableData data) => column switch
    {
        TrialColumns.Number => trial.Number,
        TrialColumns.Seed => trial.Seed,
        TrialColumns.State => trial.State,
        TrialColumns.Step => trial.Step,
        TrialColumns.Rate => trial.IterationsPerSecond,
        TrialColumns.Evaluations => trial.NetworkEvaluations,
        TrialColumns.Attempts => trial.Attempts,
        TrialColumns.Objective => trial.ObjectiveValue,
        TrialColumns.Slot => trial.SlotId,
        TrialColumns.Started => trial.StartedAt,
        TrialColumns.Ended => trial.EndedAt,
        _ => data.Value(column, trial.Number) is { Value: var value } && double.IsFinite(value) ? value : Key(trial.Parameters.GetValueOrDefault(column)),
    };
}
