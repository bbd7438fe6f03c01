using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>The name of a cell of the evaluation table; whether the table has it depends on the rest of the spec.</summary>
internal sealed record CellRule : ValueRule
{
    internal override string Expected => "METRIC or METRIC@SOLVER-NUMBER, where SOLVER may have a time grid after a slash, a cell of the trial's evaluation";

    internal override string? Check(ParameterValue value) => value.Text is null ? Refuse(value) : null;

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
