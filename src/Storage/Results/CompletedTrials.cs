using FastOde.Specs;

namespace FastOde.Storage.Results;

/// <summary>What the completed trials of one assignment have taken.</summary>
/// <param name="Spec">What they ran.</param>
/// <param name="Count">How many there are, each completed by its first attempt.</param>
/// <param name="SecondsPerStep">Mean seconds of a step, evaluations and checkpoints included.</param>
/// <param name="Bytes">Mean bytes of the files that one has kept.</param>
public sealed record CompletedTrials(TrialSpec Spec, int Count, double SecondsPerStep, double Bytes);
