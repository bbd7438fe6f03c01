using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes numbers within bounds.</summary>
/// <param name="min">The lower bound.</param>
/// <param name="max">The upper bound; infinity for none.</param>
public sealed class NumberAttribute(double min, double max = double.PositiveInfinity) : RuleAttribute
{
    /// <summary>The lower bound.</summary>
    public double Min { get; } = min;

    /// <summary>The upper bound.</summary>
    public double Max { get; } = max;

    /// <summary>Whether the lower bound itself is excluded.</summary>
    public bool AboveMin { get; init; }

    /// <summary>Whether the upper bound itself is excluded.</summary>
    public bool BelowMax { get; init; }

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new NumberRule(Min, Max) { AboveMin = AboveMin, BelowMax = BelowMax };
}
