using System.Collections;
using System.Text.Json.Nodes;

namespace FastOde.Specs.Schema;

/// <summary>
/// Turns trees of keys into records and back. Keys of another kind than the tree states are passed over: the text of a
/// search may hold keys that only some of its assignments use, and its reader has refused those that none uses.
/// </summary>
internal static class RecordTree
{
    /// <summary>The record of a tree.</summary>
    /// <exception cref="FormatException">The tree states a kind or a word that this version does not know.</exception>
    internal static object Read(GroupShape group, JsonObject tree)
    {
        var kind = KindOf(group, tree);
        var shape = group.Find(kind) ?? throw new FormatException($"this version knows no {group.Noun} '{kind}'; run the trial with the version that wrote its spec");
        var record = shape.New();
        foreach (var key in shape.Keys)
        {
            if (tree[key.Name] is { } node)
                key.Set(record, Value(key, node));
        }

        return record;
    }

    /// <summary>The tree of a record, every key of its kind in it but those without a value.</summary>
    internal static JsonObject Write(GroupShape group, object record) => Write(group.Of(record), record);

    /// <summary>The tree of a record of one kind.</summary>
    internal static JsonObject Write(RecordShape shape, object record)
    {
        JsonObject tree = [];
        if (shape.Kind.Length > 0)
            tree[GroupShape.KindKey] = shape.Kind;
        foreach (var key in shape.Keys)
        {
            if (key.Get(record) is { } value && Node(key, value) is { } node)
                tree[key.Name] = node;
        }

        return tree;
    }

    /// <summary>The kind that a tree states, or its family's standard.</summary>
    internal static string KindOf(GroupShape group, JsonObject tree) => group.IsFamily ? tree[GroupShape.KindKey]?.GetValue<string>() ?? group.Standard : "";

    /// <summary>A value of a spec as a node.</summary>
    internal static JsonNode Node(ParameterValue value) => value switch
    {
        { Text: { } text } => JsonValue.Create(text),
        { Number: { } number } => JsonValue.Create(number),
        _ => JsonValue.Create(value.Flag == true),
    };

    private static object Value(KeyShape key, JsonNode node) => key.Form switch
    {
        KeyForm.Single => Single(key, node),
        KeyForm.List => Items(key.ItemType, ((JsonArray)node).Select(item => Single(key, item!))),
        KeyForm.Group => Read(key.Group!, (JsonObject)node),
        KeyForm.Kinds => Items(key.ItemType, ((JsonObject)node).Select(entry => Read(key.Group!, Stated(entry.Key, (JsonObject)entry.Value!)))),
        KeyForm.Overrides => new NetworkOverrides { Tree = (JsonObject)node },
        KeyForm.Solvers => ((JsonObject)node).Select(entry => new SolverSpec { Name = entry.Key, Numbers = [.. ((JsonArray)entry.Value!).Select(Number)] }).ToArray(),
        _ => throw new FormatException($"{key.Name} cannot be read from a tree"),
    };

    private static JsonNode? Node(KeyShape key, object value) => key.Form switch
    {
        KeyForm.Single => SingleNode(key, value),
        KeyForm.List => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(item => SingleNode(key, item))]),
        KeyForm.Group => Write(key.Group!, value),
        KeyForm.Kinds => new JsonObject(((IEnumerable)value).Cast<object>().Select(item => Keyed(Write(key.Group!, item)))),
        KeyForm.Overrides => value is NetworkOverrides { IsEmpty: false } some ? some.Tree : null,
        KeyForm.Solvers => new JsonObject(((IEnumerable<SolverSpec>)value).Select(solver =>
            KeyValuePair.Create<string, JsonNode?>(solver.Name, new JsonArray([.. solver.Numbers.Select(number => (JsonNode)JsonValue.Create(number))])))),
        _ => null,
    };

    private static JsonObject Stated(string kind, JsonObject keys)
    {
        var whole = (JsonObject)keys.DeepClone();
        whole[GroupShape.KindKey] = kind;
        return whole;
    }

    private static KeyValuePair<string, JsonNode?> Keyed(JsonObject whole)
    {
        var kind = whole[GroupShape.KindKey]!.GetValue<string>();
        whole.Remove(GroupShape.KindKey);
        return KeyValuePair.Create<string, JsonNode?>(kind, whole);
    }

    private static object Single(KeyShape key, JsonNode node)
    {
        var type = key.ItemType;
        if (type.IsEnum)
            return EnumWords.Value(type, node.GetValue<string>());
        if (type == typeof(string))
            return node.GetValue<string>();
        if (type == typeof(bool))
            return node.GetValueKind() == System.Text.Json.JsonValueKind.String ? key.Rule is Rules.NameRule words && words.Names[^1] == node.GetValue<string>() : node.GetValue<bool>();
        var number = Number(node);
        if (type == typeof(double))
            return number;
        return type == typeof(long) ? (object)(long)number : (int)number;
    }

    private static JsonValue SingleNode(KeyShape key, object value) => value switch
    {
        Enum word => JsonValue.Create(EnumWords.Of(word)),
        string text => JsonValue.Create(text),
        bool flag => key.Rule is Rules.NameRule words ? JsonValue.Create(words.Names[flag ? 1 : 0]) : JsonValue.Create(flag),
        _ => JsonValue.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static double Number(JsonNode? node) => node!.GetValue<double>();

    private static Array Items(Type type, IEnumerable<object> items)
    {
        object[] all = [.. items];
        var array = Array.CreateInstance(type, all.Length);
        for (var index = 0; index < all.Length; index++)
            array.SetValue(all[index], index);
        return array;
    }
}
