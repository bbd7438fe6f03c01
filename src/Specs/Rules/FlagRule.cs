
namespace FastOde.Specs.Rules;

/// <summary>Yes or no.</summary>
internal sealed record FlagRule : ValueRule
{
    internal override string Expected => "true or false";

    internal override string? Check(ParameterValue value) => value.Flag is null ? Refuse(value) : null;
}
