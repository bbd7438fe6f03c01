namespace FastOde.Search.Pruners;

/// <summary>One bracket of Hyperband.</summary>
/// <param name="Trials">How many assignments one round gives it.</param>
/// <param name="Rungs">The steps at which it judges, rising; the first is what each of its trials is given at least.</param>
public sealed record Bracket(int Trials, IReadOnlyList<int> Rungs);
