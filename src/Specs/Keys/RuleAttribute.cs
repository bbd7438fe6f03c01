using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>Says which values a key takes. Numbers, words of an enumeration and flags need one only where they are bounded.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>The rule for the key's values, or for the items of a list.</summary>
    /// <param name="vocabulary">The names that lie outside the specs.</param>
    internal abstract ValueRule Rule(SpecVocabulary vocabulary);
}
