using System.Text.Json;
using System.Text.Json.Nodes;
using FastOde.Specs;

namespace FastOde.Dashboard.Specs;

/// <summary>A trial's spec as a flat list of key paths, to be laid beside another's.</summary>
public static class SpecFields
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Every key path such as <c>coupling.beta</c> with its value as text, in the order of the spec; of a trial that
    /// evaluates a function only that and its arguments.
    /// </summary>
    /// <param name="trial">The spec.</param>
    public static IReadOnlyList<(string Key, string Value)> Of(TrialSpec trial)
    {
        List<(string, string)> fields = [];
        Walk(JsonSerializer.SerializeToNode(trial, CamelCase), "", fields);
        return [.. fields.Where(field => field.Item1 != "format")];
    }

    /// <summary>A row for each key path of any of the trials: its value in each, and whether they differ.</summary>
    /// <param name="trials">The specs.</param>
    public static IReadOnlyList<(string Key, IReadOnlyList<string> Values, bool Differs)> Compare(IReadOnlyList<TrialSpec> trials)
    {
        var fields = trials.Select(Of).ToList();
        var lookups = fields.Select(list => list.ToDictionary(field => field.Key, field => field.Value)).ToList();
        var rows =
            from key in fields.SelectMany(list => list.Select(field => field.Key)).Distinct()
            let values = lookups.Select(lookup => lookup.GetValueOrDefault(key, "–")).ToList()
            select (key, (IReadOnlyList<string>)values, values.Distinct().Skip(1).Any());
        return [.. rows];
    }

    private static void Walk(JsonNode? node, string key, List<(string, string)> fields)
    {
        switch (node)
        {
            case JsonObject { Count: 0 } when key.StartsWith("coupling.penalties.", StringComparison.Ordinal):
                fields.Add((key, "acts"));
                break;
            case JsonObject parent:
                foreach (var (name, child) in parent)
                    Walk(child, key.Length == 0 ? name : $"{key}.{name}", fields);

                break;
            case JsonArray list:
                fields.Add((key, string.Join(", ", list.Select(item => item?.ToString() ?? ""))));
                break;
            case not null:
                fields.Add((key, node.ToString()));
                break;
        }
    }
}
