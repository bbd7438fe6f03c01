using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>A key with a list of single values; of different ones, and at least one, unless it says otherwise.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Item">The values its items take.</param>
/// <param name="Get">Its items in a spec, or null where it has none.</param>
/// <param name="Set">The spec with other items, ones that <paramref name="Item"/> accepts.</param>
internal sealed record ListKey(
    string Path,
    ValueRule Item,
    Func<ExperimentSpec, IEnumerable<ParameterValue>?> Get,
    Func<ExperimentSpec, IReadOnlyList<ParameterValue>, ExperimentSpec> Set)
    : SpecKey(Path)
{
    /// <summary>Whether the list may be empty.</summary>
    internal bool MayBeEmpty { get; init; }

    /// <summary>Whether items may be equal.</summary>
    internal bool MayRepeat { get; init; }

    internal override string Expected => $"a list, {(MayBeEmpty ? "empty or " : "")}each item {Item.Expected}";

    internal override string? Default => Get(SpecSchema.Defaults) is { } items ? $"[{string.Join(", ", items)}]" : null;

    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems) =>
        Scalars.ReadList(node, Path, Item, problems, MayBeEmpty, MayRepeat) is { } values ? Set(spec, values) : spec;
}
