using FastOde.Contracts.Experiments;

namespace FastOde.Dashboard.Specs;

/// <summary>How many trials a spec will make, counted before it is submitted.</summary>
public static class TrialCount
{
    private const double Slack = 1e-9;

    /// <summary>Assignments times seeds, or null where that cannot be counted: a continuous range in a grid.</summary>
    /// <param name="spec">A valid spec.</param>
    public static long? Of(ExperimentSpec spec)
    {
        var assignments = spec.Search.Sampler == "grid"
            ? Smaller(Grid(spec.Search.Space, 0, []), spec.Search.Trials)
            : spec.Search.Trials;
        return assignments * spec.Seeds.Count;
    }

    private static long? Smaller(long? grid, int? limit) => grid is { } all && limit is { } most ? Math.Min(all, most) : grid;

    private static long? Grid(IReadOnlyList<SearchDimension> space, int index, Dictionary<string, ParameterValue> chosen)
    {
        if (index == space.Count)
        {
            return 1;
        }

        var dimension = space[index];
        if (dimension.When.Any(condition => chosen.GetValueOrDefault(condition.Key) != condition.Value))
        {
            return Grid(space, index + 1, chosen);
        }

        // Values that no condition names all branch alike, so that large grids are counted at once.
        return space.Skip(index + 1).Any(later => later.When.ContainsKey(dimension.Key))
            ? Values(dimension)?.Aggregate((long?)0, (sum, value) => sum + Grid(space, index + 1, new(chosen) { [dimension.Key] = value }))
            : Count(dimension) * Grid(space, index + 1, chosen);
    }

    private static long? Count(SearchDimension dimension) => dimension switch
    {
        { Values: { } values } => values.Count,
        { Min: { } min, Max: { } max, Step: { } step } => (long)Math.Floor(((max - min) / step) + Slack) + 1,
        _ => null,
    };

    private static IEnumerable<ParameterValue>? Values(SearchDimension dimension) => dimension switch
    {
        { Values: { } values } => values,
        { Min: { } min, Step: { } step } when Count(dimension) is { } count =>
            Enumerable.Range(0, (int)Math.Min(count, int.MaxValue)).Select(i => ParameterValue.Of(Math.Round(min + (i * step), 12))),
        _ => null,
    };
}
