using System.Text.RegularExpressions;
using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>The id of a trial; whether there is such a trial depends on the data directory.</summary>
internal sealed partial record TrialIdRule : ValueRule
{
    internal override string Expected => "the id of a finished trial, EXPERIMENT-NUMBER such as 3-1";

    internal override string? Check(ParameterValue value) => value.Text is { } id && Form().IsMatch(id) ? null : Refuse(value);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);

    [GeneratedRegex(@"^[1-9][0-9]{0,17}-[1-9][0-9]{0,8}\z")]
    private static partial Regex Form();
}
