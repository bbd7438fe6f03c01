using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>A solver with its number, as cells of the evaluation table write it.</summary>
internal sealed record SolverRule : ValueRule
{
    internal override string Expected => "SOLVER-NUMBER, such as heun-21 or dopri5-1e-5";

    internal override string? Check(ParameterValue value)
    {
        if (value.Text is not { } text)
            return Refuse(value);
        try
        {
            _ = SolverSetting.Parse(text);
            return null;
        }
        catch (InvalidSettingException refused)
        {
            return refused.Message;
        }
    }

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
