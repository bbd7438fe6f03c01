using System.Text.Json.Nodes;
using FastOde.Specs.Earlier;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads groups of keys into trees, by the keys of a schema. What is wrong becomes a problem and stays out.</summary>
/// <param name="schema">The keys.</param>
/// <param name="text">Learns where keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class GroupReader(SpecSchema schema, SpecText text, SpecProblems problems)
{
    private const string TrialPrefix = "trial.";

    /// <summary>The tree of a group.</summary>
    /// <param name="node">What is written.</param>
    /// <param name="group">The keys it may have.</param>
    /// <param name="prefix">Its path with a dot; empty for the whole spec.</param>
    internal JsonObject Read(MappingNode node, GroupShape group, string prefix)
    {
        JsonObject tree = [];
        var kind = group.IsFamily && node.Find(GroupShape.KindKey)?.Value is ScalarNode { Text: var stated } ? stated : group.Standard;
        foreach (var entry in node.Entries)
        {
            var path = prefix + entry.Key;
            if (group.IsFamily && entry.Key == GroupShape.KindKey)
            {
                text.Add(path, entry);
                tree[entry.Key] = Kind(entry, group, path);
            }
            else if (group.Key(entry.Key, kind) is { } key)
            {
                text.Add(path, entry);
                if (Value(entry, key, path) is { } value)
                    tree[key.Name] = value;

                // In the trial it may be a key of some assignment; whoever reads the search looks for that.
                if (group.Find(kind) is { } own && own.Find(entry.Key) is null && !path.StartsWith(TrialPrefix, StringComparison.Ordinal))
                    problems.Add(entry.Line, path, $"Only {string.Join(", ", group.KindsWith(entry.Key))} has this key, and {prefix}kind is {kind}; remove it, or choose another kind.");
            }
            else if (prefix.Length > 0 || !entry.IsDefinition)
            {
                problems.Add(entry.Line, path, Unknown(group, path, entry));
            }
        }

        return new(tree.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
    }

    private JsonNode? Kind(MappingEntry entry, GroupShape group, string path)
    {
        if (EarlierKeys.ValueAdvice(InTrial(path), (entry.Value as ScalarNode)?.Text) is { } advice)
        {
            problems.Add(entry.Line, path, advice);
            return null;
        }

        return Single(entry.Value, path, new NameRule(group.Noun, group.Kinds));
    }

    private JsonNode? Value(MappingEntry entry, KeyShape key, string path) => key.Form switch
    {
        KeyForm.Single => Single(entry.Value, path, key.Rule!),
        KeyForm.List => Scalars.ReadList(entry.Value, path, key.Rule!, problems, key.List.MayBeEmpty, key.List.MayRepeat) is { } items
            ? new JsonArray([.. items.Select(RecordTree.Node)])
            : null,
        KeyForm.Solvers => new SolversReader(schema.Vocabulary, problems).Read(entry.Value, path),
        KeyForm.Kinds => Kinds(entry.Value, key, path),
        KeyForm.Space => null,
        _ => Group(entry, key, path),
    };

    private JsonNode? Single(SpecNode node, string path, ValueRule rule) =>
        Scalars.Read(node, path, rule, problems) is { } value ? RecordTree.Node(value) : null;

    /// <summary>A group in braces; of a family also the kind alone, which has every other key at its default.</summary>
    private JsonObject? Group(MappingEntry entry, KeyShape key, string path)
    {
        if (key.Group!.IsFamily && entry.Value is ScalarNode)
            return Kind(entry, key.Group, path) is { } kind ? new JsonObject { [GroupShape.KindKey] = kind } : null;
        if (entry.Value is not MappingNode node)
        {
            problems.Add(entry.Value.Line, path, $"Expected a group with the keys {string.Join(", ", key.Group.Words)}; found {entry.Value.Description}.");
            return null;
        }

        return path == "trial" && node.Find("function") is not null
            ? new FunctionReader(schema.Vocabulary, text, problems).Read(node)
            : Read(node, key.Group, $"{path}.");
    }

    private JsonObject? Kinds(SpecNode node, KeyShape key, string path)
    {
        var group = key.Group!;
        if (node is ScalarNode)
        {
            return Scalars.Read(node, path, new KindsRule(group.Noun, group.Kinds), problems) is { } names
                ? new JsonObject(KindsRule.Split(names.ToString()).Select(kind => KeyValuePair.Create<string, JsonNode?>(kind, new JsonObject())))
                : null;
        }

        if (node is not SequenceNode { Items.Count: > 0 } list)
        {
            problems.Add(node.Line, path, $"Expected a list in brackets, each item {new NameRule(group.Noun, group.Kinds).Expected}, or a group such as {{ kind: {group.Kinds[^1]}, weight: 10 }}; found {(node is SequenceNode ? "an empty one" : node.Description)}.");
            return null;
        }

        JsonObject acting = [];
        for (var index = 0; index < list.Items.Count; index++)
            Item(list.Items[index], group, path, index, acting);
        return acting;
    }

    private void Item(SpecNode node, GroupShape group, string path, int index, JsonObject acting)
    {
        var item = $"{path}[{index}]";
        var kind = node is MappingNode named ? named.Find(GroupShape.KindKey)?.Value : node;
        if (kind is null)
        {
            problems.Add(node.Line, item, $"There is no kind here; write kind: and one of {string.Join(", ", group.Kinds)}.");
            return;
        }

        if (Scalars.Read(kind, item, new NameRule(group.Noun, group.Kinds), problems)?.Text is not { } word)
            return;
        if (acting.ContainsKey(word))
        {
            problems.Add(node.Line, item, $"{word} is already in this list; remove one of the two.");
            return;
        }

        JsonObject keys = [];
        if (node is MappingNode written)
        {
            keys = Read(written, group, $"{item}.");
            keys.Remove(GroupShape.KindKey);
            foreach (var entry in written.Entries)
                text.Add($"{path}.{word}.{entry.Key}", entry);
        }

        text.Add($"{path}.{word}", new MappingEntry(word, node.Line, node));
        acting[word] = keys;
    }

    /// <summary>A key that stands in the wrong group is looked for first in all groups of its section, such as <c>trial</c>.</summary>
    private string Unknown(GroupShape group, string path, MappingEntry entry)
    {
        if (EarlierKeys.Advice(InTrial(path), entry.Value is ScalarNode { Text: var value } ? value : "…") is { } advice)
            return advice;
        var section = path[..(path.IndexOf('.', StringComparison.Ordinal) + 1)];
        var elsewhere = schema.Paths.Where(known => known.StartsWith(section, StringComparison.Ordinal) && known.EndsWith($".{entry.Key}", StringComparison.Ordinal)).ToArray();
        return elsewhere.Length > 0
            ? $"There is no key '{entry.Key}' here; did you mean {string.Join(" or ", elsewhere)}?"
            : UnknownName.Describe("key", entry.Key, group.Words);
    }

    private static string InTrial(string path) => path.StartsWith(TrialPrefix, StringComparison.Ordinal) ? path[TrialPrefix.Length..] : "";
}
