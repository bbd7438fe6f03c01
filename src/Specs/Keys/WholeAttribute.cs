using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes whole numbers within bounds.</summary>
/// <param name="min">The least.</param>
/// <param name="max">The largest.</param>
public sealed class WholeAttribute(long min, long max) : RuleAttribute
{
    /// <summary>The least value.</summary>
    public long Min { get; } = min;

    /// <summary>The largest value.</summary>
    public long Max { get; } = max;

    /// <summary>Whether only even numbers are meant.</summary>
    public bool Even { get; init; }

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new WholeRule(Min, Max) { Even = Even };
}
