using FastOde.Specs.Schema;

namespace FastOde.Specs.Reading;

/// <summary>Finds keys that no assignment of a spec has a use for.</summary>
internal static class IdleKeys
{
    /// <summary>More choices of kinds than this are not looked through one by one.</summary>
    private const int MostChoices = 10_000;

    /// <summary>Adds a problem for each.</summary>
    internal static void Report(SpecSchema schema, ExperimentSpec spec, SpecText text, SpecProblems problems)
    {
        var space = spec.Search.Space;
        Dictionary<string, string?> found = [];
        Dictionary<string, string?> foreign = [];
        HashSet<string> active = [];
        foreach (var choice in Choices([.. space.Where(dimension => Decides(schema, dimension))], 0, []).Take(MostChoices))
        {
            var assignment = new Dictionary<string, ParameterValue>(choice);
            foreach (var dimension in space.Where(dimension => !choice.ContainsKey(dimension.Key) && !Decides(schema, dimension) && MayBeActive(dimension, choice)))
                assignment[dimension.Key] = First(dimension);
            foreach (var (path, idle, isForeign) in KeyUse.Of(schema, spec.Template.Assigned(assignment)))
            {
                if (idle is null)
                    active.Add(path);
                else
                    (isForeign ? foreign : found).TryAdd(path, idle);
            }

            // A key of a kind that does not act leaves no trace in the tree.
            foreach (var key in assignment.Keys.Where(key => !active.Contains(key) && !foreign.ContainsKey(key)))
                found.TryAdd(key, "The trial has no use for this key: what it belongs to does not act. Name that in penalties, or remove the key.");
        }

        // Where some kind of the search has the key, what else it waits for says more than that another kind has none.
        foreach (var (path, reason) in foreign)
            found.TryAdd(path, reason);
        foreach (var (path, idle) in found.Where(key => !active.Contains(key.Key)))
        {
            if (text.Has($"trial.{path}"))
                problems.Add(text.Line($"trial.{path}"), $"trial.{path}", idle!);
            else if (text.InSpace(path))
                problems.Add(text.Line($"search.space.{path}"), $"search.space.{path}", idle!);
        }
    }

    /// <summary>Whether other keys depend on what this dimension says.</summary>
    private static bool Decides(SpecSchema schema, SearchDimension dimension) => dimension.Values is not null && schema.DecidingKeys.Contains(dimension.Key);

    private static ParameterValue First(SearchDimension dimension) => dimension.Values?[0] ?? ParameterValue.Of(dimension.Min!.Value);

    /// <summary>Whether nothing that was chosen rules a dimension out.</summary>
    private static bool MayBeActive(SearchDimension dimension, IReadOnlyDictionary<string, ParameterValue> chosen) =>
        dimension.When.All(condition => !chosen.TryGetValue(condition.Key, out var value) || value == condition.Value);

    /// <summary>Every combination of the deciding dimensions; those with conditions may also be missing.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, ParameterValue>> Choices(
        IReadOnlyList<SearchDimension> deciding, int at, Dictionary<string, ParameterValue> chosen)
    {
        if (at == deciding.Count)
        {
            yield return new Dictionary<string, ParameterValue>(chosen);
            yield break;
        }

        var dimension = deciding[at];
        IEnumerable<ParameterValue?> values = MayBeActive(dimension, chosen) ? dimension.Values! : [];
        foreach (var value in dimension.When.Count > 0 ? values.Append(null) : values)
        {
            if (value is null)
                chosen.Remove(dimension.Key);
            else
                chosen[dimension.Key] = value;
            foreach (var choice in Choices(deciding, at + 1, chosen))
                yield return choice;
        }

        chosen.Remove(dimension.Key);
    }
}
