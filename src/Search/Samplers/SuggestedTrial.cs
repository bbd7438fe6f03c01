using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>An assignment that was suggested, and what is known of its trial.</summary>
/// <param name="Number">The trial's number, counted from 1.</param>
/// <param name="Assignment">The assignment.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Value">Value of the objective; null where there is none, or none yet.</param>
public sealed record SuggestedTrial(int Number, Assignment Assignment, TrialOutcome Outcome, double? Value);
