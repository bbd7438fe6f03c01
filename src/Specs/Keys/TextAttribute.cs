using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes a text that is not blank.</summary>
/// <param name="longest">The most characters.</param>
public sealed class TextAttribute(int longest) : RuleAttribute
{
    /// <summary>The most characters.</summary>
    public int Longest { get; } = longest;

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new TextRule(new TextForm(
        $"a text of 1 to {Longest} characters",
        text => text.Trim().Length > 0 && text.Length <= Longest ? null : $"Expected a text of 1 to {Longest} characters, found '{text}'."));
}
