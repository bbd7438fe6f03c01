namespace FastOde.Specs.Constraints;

/// <summary>A part of a demand.</summary>
/// <param name="Text">A number, a key, a word that is none, or a sign; empty at the end.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="Kind">Which of these it is.</param>
internal readonly record struct ConstraintToken(string Text, int Column, ConstraintTokenKind Kind);
