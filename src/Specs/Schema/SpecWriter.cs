using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FastOde.Specs.Schema;

/// <summary>Writes experiments that were made in code as the text of a spec, JSON with every key that differs from its default.</summary>
public static class SpecWriter
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text, which a reader understands as the same experiment.</summary>
    public static string Write(ExperimentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var schema = SpecSchema.Standard;
        var tree = RecordTree.Write(schema.Experiment, spec);
        var trial = spec.Template.Tree;
        trial.Remove(TrialTree.FormatKey);
        tree["trial"] = trial["function"] is null ? Listed(schema.Trial, trial) : Flat(trial);
        if (spec.Search.Space.Count > 0)
            tree["search"]!["space"] = new JsonObject(spec.Search.Space.Select(dimension => KeyValuePair.Create<string, JsonNode?>(dimension.Key, Dimension(dimension))));
        return tree.ToJsonString(Format);
    }

    /// <summary>The keys of a trial that differ from their defaults, as JSON in the order of the alphabet.</summary>
    public static string Keys(TrialSpec trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var tree = TrialTree.Write(trial);
        tree.Remove(TrialTree.FormatKey);
        return Sorted(trial.Function is null ? Listed(SpecSchema.Standard.Trial, tree) : tree).ToJsonString();
    }

    /// <summary>Lists of kinds as lists; what has its default is left out, so that no key stands where it does nothing.</summary>
    private static JsonObject Listed(GroupShape group, JsonObject tree)
    {
        var shape = group.Find(RecordTree.KindOf(group, tree))!;
        var usual = RecordTree.Write(shape, shape.New());
        foreach (var (name, value) in tree.ToArray())
        {
            if (name != GroupShape.KindKey && JsonNode.DeepEquals(value, usual[name]))
                tree.Remove(name);
        }

        foreach (var key in group.Keys.Where(key => tree[key.Name] is JsonObject))
        {
            var inner = (JsonObject)tree[key.Name]!.DeepClone();
            if (key.Form == KeyForm.Group)
                tree[key.Name] = Listed(key.Group!, inner);
            else if (key.Form == KeyForm.Kinds)
                tree[key.Name] = new JsonArray([.. inner.Select(entry => Listed(key.Group!, Kind(entry.Key, (JsonObject)entry.Value!)))]);
        }

        return tree;
    }

    private static JsonObject Sorted(JsonObject tree) => new(tree.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value is JsonObject inner ? Sorted(inner) : entry.Value?.DeepClone())));

    private static JsonObject Kind(string kind, JsonObject keys)
    {
        var whole = (JsonObject)keys.DeepClone();
        whole.Insert(0, GroupShape.KindKey, kind);
        return whole;
    }

    /// <summary>A function with its arguments beside its name.</summary>
    private static JsonObject Flat(JsonObject trial) => new((trial["arguments"] as JsonObject ?? [])
        .Select(argument => KeyValuePair.Create(argument.Key, argument.Value?.DeepClone()))
        .Prepend(KeyValuePair.Create("function", trial["function"]?.DeepClone())));

    private static JsonObject Dimension(SearchDimension dimension)
    {
        JsonObject tree = [];
        if (dimension.Values is { } values)
            tree["values"] = new JsonArray([.. values.Select(RecordTree.Node)]);
        foreach (var (key, number) in new[] { ("min", dimension.Min), ("max", dimension.Max), ("step", dimension.Step) })
        {
            if (number is not null)
                tree[key] = number;
        }

        if (dimension.Log)
            tree["scale"] = "log";
        if (dimension.When.Count > 0)
            tree["when"] = new JsonObject(dimension.When.Select(condition => KeyValuePair.Create<string, JsonNode?>(condition.Key, RecordTree.Node(condition.Value))));
        return tree;
    }
}
