namespace FastOde.Specs.Reading;

/// <summary>What may stand at a place of a spec's text.</summary>
/// <param name="Start">Where the word begins that is replaced.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The suggestions, the best first; empty where there is nothing to suggest.</param>
public sealed record SpecSuggestions(int Start, int End, IReadOnlyList<SpecSuggestion> Items);
