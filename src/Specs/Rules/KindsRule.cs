using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Rules;

/// <summary>Some kinds of a family as one text, their names with a plus between them, such as <c>kl+mmd</c>.</summary>
/// <param name="Noun">What they are.</param>
/// <param name="Names">The names that exist.</param>
internal sealed record KindsRule(string Noun, IReadOnlyList<string> Names) : ValueRule
{
    internal override string Expected => $"one of {string.Join(", ", Names)}, or several with a plus between them, such as {Names[0]}+{Names[^1]}";

    internal override string? Check(ParameterValue value)
    {
        var parts = Split(value.ToString());
        if (parts.FirstOrDefault(part => !Names.Contains(part)) is { } unknown)
            return UnknownName.Describe(Noun, unknown, Names);
        return parts.Distinct().Count() < parts.Length ? $"'{value}' names a {Noun} twice; name each once." : null;
    }

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);

    /// <summary>The names in a text.</summary>
    internal static string[] Split(string text) => text.Split('+');
}
