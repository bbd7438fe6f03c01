using FastOde.Specs;

namespace FastOde.Storage.Experiments;

/// <summary>A trial to be stored: one assignment × one seed.</summary>
/// <param name="Parameters">The assignment, in the order of the search space.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Spec">What it runs, the assignment applied.</param>
public sealed record TrialPlan(IReadOnlyDictionary<string, ParameterValue> Parameters, long Seed, TrialSpec Spec);
