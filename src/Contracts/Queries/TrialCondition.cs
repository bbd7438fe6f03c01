using FastOde.Analysis.Measurements;

namespace FastOde.Contracts.Queries;

/// <summary>What a trial must have: one condition of an <see cref="ExperimentQuery"/>.</summary>
/// <param name="Key">A metric, <c>objective</c>, or a key of the search in full (<c>coupling.beta</c>) or by its last part (<c>beta</c>).</param>
/// <param name="Cell">The cell of a metric; null for every cell, and for what is no metric.</param>
/// <param name="Relation">How they relate.</param>
/// <param name="Number">The number compared with; null where a text is.</param>
/// <param name="Text">The value as written.</param>
public readonly record struct TrialCondition(string Key, EvaluationCell? Cell, Relation Relation, double? Number, string Text);
