using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>What the trials of an experiment need to know of it.</summary>
/// <param name="Limits">Its limits.</param>
/// <param name="Objective">What it optimises, where it optimises.</param>
internal sealed record ExperimentTerms(LimitsSpec Limits, ObjectiveSpec? Objective);
