using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Rules;

/// <summary>One of the names of something.</summary>
/// <param name="Kind">What is named, such as <c>data set</c>.</param>
/// <param name="Names">The names that exist.</param>
internal sealed record NameRule(string Kind, IReadOnlyList<string> Names) : ValueRule
{
    internal override string Expected => $"one of {string.Join(", ", Names)}";

    internal override string? Check(ParameterValue value) => value.Text is { } name && Names.Contains(name)
        ? null
        : UnknownName.Describe(Kind, value.ToString(), Names);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
