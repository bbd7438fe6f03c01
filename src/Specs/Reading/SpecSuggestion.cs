namespace FastOde.Specs.Reading;

/// <summary>A word that may be written into a spec.</summary>
/// <param name="Word">The word as a list shows it.</param>
/// <param name="Insert">What is written.</param>
/// <param name="Back">Characters at the end of what is written that the caret stands before.</param>
/// <param name="Detail">What it means, on one line; empty where there is nothing to say.</param>
public sealed record SpecSuggestion(string Word, string Insert, int Back, string Detail);
