using FastOde.Specs.Yaml;

namespace FastOde.Specs.Rules;

/// <summary>What values a key takes.</summary>
internal abstract record ValueRule
{
    /// <summary>The values in words, for messages and for the documentation.</summary>
    internal abstract string Expected { get; }

    /// <summary>What is wrong with a value, or null where it fits.</summary>
    internal abstract string? Check(ParameterValue value);

    /// <summary>The value that a scalar means for this key; null where there is none.</summary>
    internal virtual ParameterValue? Interpret(ScalarNode scalar) => scalar.Value;

    private protected string Refuse(ParameterValue value) => $"Expected {Expected}, found '{value}'.";
}
