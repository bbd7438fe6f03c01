using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>A text that is not blank.</summary>
/// <param name="Longest">The most characters.</param>
internal sealed record TextRule(int Longest) : ValueRule
{
    internal override string Expected => $"a text of 1 to {Longest} characters";

    internal override string? Check(ParameterValue value) =>
        value.Text is { } text && text.Trim().Length > 0 && text.Length <= Longest ? null : Refuse(value);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
