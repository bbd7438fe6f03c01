using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Devices;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>The name of a device; whether the machine has it is checked with everything else that training needs.</summary>
internal sealed record DeviceRule : ValueRule
{
    internal override string Expected => "auto, cpu, cuda, or cuda:0 to cuda:99";

    internal override string? Check(ParameterValue value) => value.Text is { } name && DeviceName.IsValid(name) ? null : Refuse(value);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
