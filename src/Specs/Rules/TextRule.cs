using FastOde.Specs.Yaml;

namespace FastOde.Specs.Rules;

/// <summary>A text of a form.</summary>
/// <param name="Form">The form.</param>
internal sealed record TextRule(TextForm Form) : ValueRule
{
    internal override string Expected => Form.Expected;

    internal override string? Check(ParameterValue value) => value.Text is { } text ? Form.Problem(text) : Refuse(value);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
