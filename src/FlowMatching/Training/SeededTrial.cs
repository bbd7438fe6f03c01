using FastOde.Specs;

namespace FastOde.FlowMatching.Training;

/// <summary>All that defines one trial's training; with the step it defines every weight and metric.</summary>
/// <param name="Spec">What is trained and measured.</param>
/// <param name="Seed">Data set, initial weights, data order and draws all follow from it.</param>
public sealed record SeededTrial(TrialSpec Spec, long Seed = 0);
