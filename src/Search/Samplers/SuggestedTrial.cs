using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>An assignment that was suggested, and what is known of its trial.</summary>
/// <param name="Number">The trial's number, counted from 1; 0 for one of an earlier experiment.</param>
/// <param name="Assignment">The assignment.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record SuggestedTrial(int Number, Assignment Assignment, TrialOutcome Outcome)
{
    /// <summary>
    /// The last value of each objective, in the order of the spec, all of them to be minimised; of a pruned trial those from
    /// before it was stopped. Empty where nothing was measured.
    /// </summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>By how much it misses what the spec demands of results, all demands together; 0 where it meets them.</summary>
    public double Violation { get; init; }

    /// <summary>
    /// Whether its values can be compared with those of others: it completed or was pruned with finite values. One that has
    /// ended without is counted as worse than all of those.
    /// </summary>
    public bool IsComparable =>
        Outcome is TrialOutcome.Completed or TrialOutcome.Pruned && Values.Count > 0 && Values.All(double.IsFinite) && double.IsFinite(Violation);
}
