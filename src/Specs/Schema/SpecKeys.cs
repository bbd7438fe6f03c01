using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>Lists the keys of a schema by their paths.</summary>
internal static class SpecKeys
{
    /// <summary>The values of the solvers of an evaluation, in words.</summary>
    internal const string Solvers = "a group with a list of numbers for each solver: evaluations (NFE) of a fixed-step solver, tolerances of an adaptive one";

    /// <summary>The values of a search space, in words.</summary>
    internal const string Space = "a group of keys of the trial, each with { values: [...] } or { min: ..., max: ... }";

    /// <summary>The single values that an assignment may set, by path within the trial.</summary>
    internal static IReadOnlyDictionary<string, ValueRule> Parameters(SpecSchema schema)
    {
        var found = new OrderedDictionary<string, ValueRule>();
        Collect(schema.Trial, "", found);
        return found;
    }

    /// <summary>What the documentation says of each key: its path, the kinds that have it, its values and its default.</summary>
    internal static IEnumerable<KeyDescription> Describe(SpecSchema schema) => Describe(schema.Experiment, "", inList: false);

    /// <summary>The keys, by path within the trial, that decide which others do something.</summary>
    internal static IEnumerable<string> Deciding(GroupShape group, string prefix) =>
        (group.IsFamily ? [$"{prefix}{GroupShape.KindKey}"] : Array.Empty<string>())
        .Concat(group.Keys.Select(key => key.OnlyWith).OfType<Keys.OnlyWithAttribute>().Select(only => prefix + only.Key))
        .Concat(group.Keys.Where(key => key.Form is KeyForm.Group or KeyForm.Overrides).SelectMany(key => Deciding(key.Group!, $"{prefix}{key.Name}.")));

    private static void Collect(GroupShape group, string prefix, OrderedDictionary<string, ValueRule> found)
    {
        if (group.IsFamily)
            found[$"{prefix}{GroupShape.KindKey}"] = new NameRule(group.Noun, group.Kinds);
        foreach (var key in group.Keys)
        {
            var path = prefix + key.Name;
            if (key.Form == KeyForm.Single)
                found[path] = key.Rule!;
            else if (key.Form == KeyForm.Kinds)
                CollectKinds(key.Group!, path, found);
            else if (key.Form is KeyForm.Group or KeyForm.Overrides)
                Collect(key.Group!, $"{path}.", found);
        }
    }

    private static void CollectKinds(GroupShape group, string path, OrderedDictionary<string, ValueRule> found)
    {
        found[path] = new KindsRule(group.Noun, group.Kinds);
        foreach (var record in group.Records)
        {
            foreach (var key in record.Keys.Where(key => key.Form == KeyForm.Single))
                found[$"{path}.{record.Kind}.{key.Name}"] = key.Rule!;
        }
    }

    private static IEnumerable<KeyDescription> Describe(GroupShape group, string prefix, bool inList)
    {
        if (group.IsFamily && !inList)
            yield return new($"{prefix}{GroupShape.KindKey}", [], new NameRule(group.Noun, group.Kinds).Expected, group.Standard, null);
        foreach (var key in group.Keys)
        {
            var owners = group.Records.Where(record => record.Find(key.Name) is not null).ToArray();
            var kinds = owners.Length == group.Records.Count ? [] : owners.Select(owner => owner.Kind).ToArray();
            var path = prefix + key.Name;
            if (key.Form == KeyForm.Group)
            {
                foreach (var inner in Describe(key.Group!, $"{path}.", inList: false))
                    yield return inner;
                continue;
            }

            yield return new(path, kinds, Expected(key), Default(key, owners[0]), key.Property);
            if (key.Form == KeyForm.Kinds)
            {
                foreach (var inner in Describe(key.Group!, $"{path}[].", inList: true))
                    yield return inner;
            }
        }
    }

    private static string Expected(KeyShape key) => key.Form switch
    {
        KeyForm.Single => key.Rule!.Expected,
        KeyForm.List => $"a list, {(key.List.MayBeEmpty ? "empty or " : "")}each item {key.Rule!.Expected}",
        KeyForm.Kinds => $"a list, each item {new NameRule(key.Group!.Noun, key.Group.Kinds).Expected}",
        KeyForm.Overrides => "a group with keys of `trial.network`",
        KeyForm.Solvers => Solvers,
        _ => Space,
    };

    private static string? Default(KeyShape key, RecordShape owner)
    {
        if (key.Form == KeyForm.Space)
            return "{}";
        if (key.Form == KeyForm.Overrides)
            return null;
        return RecordTree.Write(owner, owner.New())[key.Name] is { } node ? Text(key, node) : null;
    }

    private static string Text(KeyShape key, System.Text.Json.Nodes.JsonNode node) => key.Form switch
    {
        KeyForm.List => $"[{string.Join(", ", node.AsArray().Select(item => item!.ToString()))}]",
        KeyForm.Kinds => $"[{string.Join(", ", node.AsObject().Select(entry => entry.Key))}]",
        KeyForm.Solvers => $"{{ {string.Join(", ", node.AsObject().Select(entry => $"{entry.Key}: [{string.Join(", ", entry.Value!.AsArray())}]"))} }}",
        _ => node.ToString(),
    };
}
