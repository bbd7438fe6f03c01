namespace FastOde.Specs.Schema;

/// <summary>
/// The assignments of a space that differ in what decides which keys do something, its kinds, each with one value of every
/// other dimension: what is true of the use of keys in all of these is true in every assignment.
/// </summary>
internal static class KindChoices
{
    /// <summary>More choices than this are not looked through one by one.</summary>
    internal const int Most = 10_000;

    /// <summary>The assignments, made when they are asked for.</summary>
    internal static IEnumerable<IReadOnlyDictionary<string, ParameterValue>> Of(SpecSchema schema, IReadOnlyList<SearchDimension> space)
    {
        SearchDimension[] others = [.. space.Where(dimension => !Decides(schema, dimension))];
        foreach (var choice in Choices([.. space.Where(dimension => Decides(schema, dimension))], 0, []))
        {
            var assignment = new Dictionary<string, ParameterValue>(choice);
            foreach (var dimension in others.Where(dimension => MayBeActive(dimension, choice)))
                assignment[dimension.Key] = dimension.Values?[0] ?? ParameterValue.Of(dimension.Min!.Value);
            yield return assignment;
        }
    }

    /// <summary>Whether other keys depend on what this dimension says.</summary>
    private static bool Decides(SpecSchema schema, SearchDimension dimension) => dimension.Values is not null && schema.DecidingKeys.Contains(dimension.Key);

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
