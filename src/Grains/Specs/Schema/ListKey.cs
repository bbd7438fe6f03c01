using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>A key with a list of single values.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Item">The values its items take.</param>
/// <param name="Get">Its items in a spec.</param>
/// <param name="Set">The spec with other items, ones that <paramref name="Item"/> accepts.</param>
internal sealed record ListKey(
    string Path,
    ValueRule Item,
    Func<ExperimentSpec, IEnumerable<ParameterValue>> Get,
    Func<ExperimentSpec, IReadOnlyList<ParameterValue>, ExperimentSpec> Set)
    : SpecKey(Path)
{
    internal override string Expected => $"a list, each item {Item.Expected}";

    internal override string Default => $"[{string.Join(", ", Get(SpecSchema.Defaults))}]";

    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems) =>
        Scalars.ReadList(node, Path, Item, problems) is { } values ? Set(spec, values) : spec;
}
