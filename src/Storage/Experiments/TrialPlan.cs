using FastOde.Specs;

namespace FastOde.Storage.Experiments;

/// <summary>A trial to be stored: one assignment × one seed.</summary>
/// <param name="Parameters">The assignment, in the order of the search space.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Spec">What it runs, the assignment applied.</param>
public sealed record TrialPlan(IReadOnlyDictionary<string, ParameterValue> Parameters, long Seed, TrialSpec Spec)
{
    /// <summary>
    /// Numbers of the earlier trials whose end was not known when this one was suggested, so that the suggestion can be
    /// checked: all the others' ends were. Null where nothing but the number decides.
    /// </summary>
    public IReadOnlyList<int>? Pending { get; init; }
}
