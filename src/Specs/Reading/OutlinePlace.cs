namespace FastOde.Specs.Reading;

/// <summary>A place in a spec's text where a word may stand.</summary>
/// <param name="Group">The keys that lead to the group it stands in.</param>
/// <param name="Key">The key whose value it is; null where the word is a key itself.</param>
/// <param name="Word">What is written of it before the place.</param>
/// <param name="Indent">Spaces before the line's first key, or as many as one there would have.</param>
/// <param name="IsFlow">Whether it stands between braces or brackets.</param>
internal sealed record OutlinePlace(IReadOnlyList<string> Group, string? Key, string Word, int Indent, bool IsFlow);
