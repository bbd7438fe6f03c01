using System.Text.Json.Nodes;

namespace FastOde.Specs.Schema;

/// <summary>Says which keys of a trial's tree do something, given the kinds it states.</summary>
internal static class KeyUse
{
    /// <summary>
    /// Every key of a tree by its path; with null where it does something, and else with the reason why it does not, and
    /// whether that is the kind, which has no such key.
    /// </summary>
    internal static IEnumerable<(string Path, string? Idle, bool IsForeign)> Of(SpecSchema schema, JsonObject tree) => Of(schema.Trial, tree, "", tree);

    private static IEnumerable<(string Path, string? Idle, bool IsForeign)> Of(GroupShape group, JsonObject tree, string prefix, JsonObject trial)
    {
        var kind = prefix is "encoder." or "priorNetwork." && tree[GroupShape.KindKey] is null
            ? RecordTree.KindOf(group, trial["network"] as JsonObject ?? [])
            : RecordTree.KindOf(group, tree);
        foreach (var (name, node) in tree)
        {
            var path = prefix + name;
            if (name == GroupShape.KindKey && group.IsFamily)
            {
                yield return (path, null, false);
                continue;
            }

            if (group.Find(kind)?.Find(name) is not { } key)
            {
                yield return (path, Foreign(group, name, kind), true);
                continue;
            }

            var idle = Idle(key, group.Find(kind)!, tree);
            yield return (path, idle, false);
            if (idle is not null || node is not JsonObject inner)
                continue;
            var inside = key.Form switch
            {
                KeyForm.Group or KeyForm.Overrides => Of(key.Group!, inner, $"{path}.", trial),
                KeyForm.Kinds => inner.SelectMany(entry => OfKind(key.Group!, entry.Key, (JsonObject)entry.Value!, $"{path}.{entry.Key}")),
                _ => [],
            };
            foreach (var found in inside)
                yield return found;
        }
    }

    private static IEnumerable<(string Path, string? Idle, bool IsForeign)> OfKind(GroupShape group, string kind, JsonObject keys, string path) => keys
        .Select(entry => group.Find(kind)?.Find(entry.Key) is null
            ? ($"{path}.{entry.Key}", Foreign(group, entry.Key, kind), true)
            : ($"{path}.{entry.Key}", (string?)null, false))
        .Prepend((path, null, false));

    private static string Foreign(GroupShape group, string name, string kind)
    {
        var owners = string.Join(", ", group.KindsWith(name));
        return $"A {group.Noun} of kind {kind} has no key '{name}'; kinds that have it: {owners}. Remove the key, or use one of these.";
    }

    private static string? Idle(KeyShape key, RecordShape owner, JsonObject tree)
    {
        if (key.OnlyWith is not { } only)
            return null;
        var actual = tree[only.Key] ?? RecordTree.Write(owner, owner.New())[only.Key];
        string[] found = actual is JsonObject acting ? [.. acting.Select(entry => entry.Key)] : [actual!.GetValue<string>()];
        return found.Contains(only.Value)
            ? null
            : $"This key does something only with {only.Key}: {only.Value}, found {only.Key}: {string.Join('+', found)}. Remove the key, or use {only.Value}.";
    }
}
