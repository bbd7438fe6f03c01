using YamlDotNet.Core;

namespace FastOde.Specs.Yaml;

/// <summary>
/// The merge keys of one text: <c>&lt;&lt;: *a</c> and <c>&lt;&lt;: [*a, *b]</c> bring another group's keys into their own.
/// A key that stands in the group itself wins, then the group that is named first.
/// </summary>
/// <param name="problems">Where problems go.</param>
internal sealed class MergeKeys(SpecProblems problems)
{
    /// <summary>Groups that merge groups that merge groups could otherwise grow a small text beyond any memory.</summary>
    private const int MostMerged = 10_000;

    private int merged;

    /// <summary>Whether a key says to merge; in quotes it is a key as any other.</summary>
    internal static bool IsMerge(ScalarNode key) => key is { IsPlain: true, Text: "<<" };

    /// <summary>Brings in what a merge key names.</summary>
    /// <param name="entries">The group's own keys; the others are added behind them.</param>
    /// <param name="merge">The merge key.</param>
    /// <param name="path">The group's full path.</param>
    internal void Into(OrderedDictionary<string, MappingEntry> entries, MappingEntry merge, string path)
    {
        var seen = new HashSet<SpecNode>(ReferenceEqualityComparer.Instance);
        foreach (var source in Sources(merge))
        {
            if (source is MappingNode group)
                Add(entries, seen.Add(group) ? group.Entries : [], merge);
            else
                problems.Add(merge.Line, path.Length == 0 ? merge.Key : $"{path}.{merge.Key}", $"Expected a group of keys to merge, or a list of such groups, found {source.Description}.");
        }
    }

    private static IReadOnlyList<SpecNode> Sources(MappingEntry merge) =>
        merge.Value is SequenceNode { Items.Count: > 0 } list ? list.Items : [merge.Value];

    private void Add(OrderedDictionary<string, MappingEntry> entries, IReadOnlyList<MappingEntry> merged, MappingEntry merge)
    {
        this.merged += merged.Count;
        if (this.merged > MostMerged)
            throw new YamlException(new Mark(0, merge.Line, 1), new Mark(0, merge.Line, 1), $"merge keys bring in more than {MostMerged} keys");
        foreach (var entry in merged)
            entries.TryAdd(entry.Key, entry with { Part = merge.Part });
    }
}
