using FastOde.Contracts.Experiments;

namespace FastOde.Dashboard.Specs;

/// <summary>How many trials a spec will make, counted before it is submitted.</summary>
public static class TrialCount
{
    // Grids larger than this are counted as too many to enumerate rather than slowly.
    private const long Largest = 1_000_000;

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

        // Only a listed value can be named by a later condition; the steps of a range all branch alike.
        if (dimension.Values is not { } values)
        {
            return Steps(dimension) * Grid(space, index + 1, chosen);
        }

        long? sum = 0;
        foreach (var value in values)
        {
            sum += Grid(space, index + 1, new Dictionary<string, ParameterValue>(chosen) { [dimension.Key] = value });
            if (sum is null or > Largest)
            {
                return null;
            }
        }

        return sum;
    }

    private static long? Steps(SearchDimension dimension) => dimension is { Min: { } min, Max: { } max, Step: > 0 and var step }
        ? (long)Math.Floor(((max - min) / step) + 1e-9) + 1
        : null;
}
