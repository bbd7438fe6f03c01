using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>A key with a single value.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Rule">The values it takes.</param>
/// <param name="Get">Its value in a spec, or null where it has none.</param>
/// <param name="Set">The spec with another value, one that <paramref name="Rule"/> accepts.</param>
internal sealed record ScalarKey(
    string Path, ValueRule Rule, Func<ExperimentSpec, ParameterValue?> Get, Func<ExperimentSpec, ParameterValue, ExperimentSpec> Set)
    : SpecKey(Path)
{
    internal override string Expected => Rule.Expected;

    internal override string? Default => Get(SpecSchema.Defaults)?.ToString();

    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems) =>
        Scalars.Read(node, Path, Rule, problems) is { } value ? Set(spec, value) : spec;
}
