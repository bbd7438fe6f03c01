using System.Text.Json.Nodes;
using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>Sets values of an assignment in the tree of a trial.</summary>
internal static class AssignedTree
{
    /// <summary>Sets one value. Of kinds in a list that do not act, keys are passed over.</summary>
    /// <param name="group">The keys of the tree.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="words">The path within the tree.</param>
    /// <param name="value">The value.</param>
    internal static void Set(GroupShape group, JsonObject tree, ReadOnlySpan<string> words, JsonNode value)
    {
        var name = words[0];
        var key = name == GroupShape.KindKey && group.IsFamily ? null : group.Key(name, RecordTree.KindOf(group, tree));
        if (words.Length == 1)
            tree[name] = key?.Form == KeyForm.Kinds ? Selected(tree[name] as JsonObject, value.GetValue<string>()) : value;
        else if (key is { Form: KeyForm.Kinds })
            SetInKind(tree[name] as JsonObject, words[1..], value);
        else if (key?.Group is { } inner)
            Set(inner, Inside(tree, name), words[1..], value);
    }

    private static void SetInKind(JsonObject? acting, ReadOnlySpan<string> words, JsonNode value)
    {
        if (acting?[words[0]] is JsonObject keys)
            keys[words[1]] = value;
    }

    /// <summary>The kinds that a text names, with the keys that were given for them.</summary>
    private static JsonObject Selected(JsonObject? given, string text) => new(KindsRule.Split(text).Select(kind =>
        KeyValuePair.Create<string, JsonNode?>(kind, given?[kind]?.DeepClone() ?? new JsonObject())));

    private static JsonObject Inside(JsonObject tree, string name)
    {
        if (tree[name] is not JsonObject inner)
            tree[name] = inner = [];
        return inner;
    }
}
