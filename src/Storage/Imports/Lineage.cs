using System.Globalization;
using System.Text.Json.Nodes;
using FastOde.Specs.Reading;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Imports;

/// <summary>The experiments that stored JSON names: as teachers, as what a search learns from, and as where earlier results come from.</summary>
internal static class Lineage
{
    private const string EarlierExperiment = "experimentId";

    /// <summary>The experiments that a text names, each once.</summary>
    /// <param name="json">The JSON of a spec, of parts of one, of parameters or of earlier results.</param>
    public static IReadOnlySet<long> Named(string json)
    {
        var named = new HashSet<long>();
        Renumbered(json, id =>
        {
            named.Add(id);
            return id;
        });
        return named;
    }

    /// <summary>The text with other ids in place of those that it names; the same text where none changes.</summary>
    /// <param name="json">As in <see cref="Named"/>.</param>
    /// <param name="idOf">The new id of an experiment.</param>
    public static string Renumbered(string json, Func<long, long> idOf)
    {
        var root = StorageJson.Read<JsonNode>(json);
        return Walk(root, isTeacher: false, idOf) ? StorageJson.Write(root) : json;
    }

    /// <summary>Changes what is below a node.</summary>
    /// <returns>Whether anything is another now.</returns>
    private static bool Walk(JsonNode? node, bool isTeacher, Func<long, long> idOf) => node switch
    {
        JsonArray list => list.ToList().Aggregate(false, (changed, item) => Walk(item, isTeacher, idOf) | changed),
        JsonObject group => Walk(group, isTeacher, idOf),
        JsonValue value when isTeacher && value.TryGetValue<string>(out var text) => Replace(value, text, TrialNames.Renumbered(text, idOf)),
        _ => false,
    };

    private static bool Walk(JsonObject group, bool isTeacher, Func<long, long> idOf)
    {
        // A dimension of the search has its key beside its values.
        isTeacher |= group["key"] is JsonValue key && key.TryGetValue<string>(out var path) && TrialNames.IsTeacher(path);
        var hasChanged = Renumber(group[EarlierExperiment], idOf);
        foreach (var (name, value) in group.ToList())
            hasChanged |= Walk(value, isTeacher || TrialNames.IsTeacher(name), idOf);
        if (group[TrialNames.Search] is JsonObject search && search[TrialNames.From] is JsonArray from)
        {
            foreach (var id in from.ToList())
                hasChanged |= Renumber(id, idOf);
        }

        return hasChanged;
    }

    private static bool Renumber(JsonNode? node, Func<long, long> idOf)
    {
        if (node is not JsonValue value || !value.TryGetValue<long>(out var id))
            return false;
        var changed = idOf(id);
        return Replace(value, id.ToString(CultureInfo.InvariantCulture), changed.ToString(CultureInfo.InvariantCulture), changed);
    }

    private static bool Replace(JsonValue value, string before, string after) => Replace(value, before, after, after);

    private static bool Replace<T>(JsonValue value, string before, string after, T changed)
    {
        if (before == after)
            return false;
        value.ReplaceWith(changed);
        return true;
    }
}
