using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes one of a few words.</summary>
/// <param name="noun">What they are, in the words of messages.</param>
/// <param name="words">The words; for a flag the one that means false, then the one that means true.</param>
public sealed class WordsAttribute(string noun, params string[] words) : RuleAttribute
{
    /// <summary>What the words are.</summary>
    public string Noun { get; } = noun;

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; } = words;

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new NameRule(Noun, Words);
}
