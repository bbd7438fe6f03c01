using FastOde.Specs;

namespace FastOde.Search.Spaces;

/// <summary>
/// The product of the values of a space in the order of a grid: the first dimension changes slowest, and inactive dimensions
/// have no value. Each place is found by division, so that nothing is listed.
/// </summary>
public sealed class AssignmentProduct
{
    private readonly SearchSpace space;
    private readonly HashSet<string> conditions;

    /// <summary>The product of a space.</summary>
    /// <exception cref="ArgumentException">A dimension is a continuous range.</exception>
    public AssignmentProduct(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        this.space = space;
        if (space.Dimensions.FirstOrDefault(dimension => dimension.Count is null) is { } endless)
            throw new ArgumentException($"dimension '{endless.Key}' is a continuous range, which a grid cannot list; give it a step or values, or use another sampler");
        conditions = [.. space.Dimensions.SelectMany(dimension => dimension.When.Keys)];
        Count = Below(0, []);
    }

    /// <summary>How many places there are; <see cref="long.MaxValue"/> for more than can be counted.</summary>
    public long Count { get; }

    /// <summary>The assignment at a place, from 0.</summary>
    public Assignment At(long place)
    {
        var chosen = new Dictionary<string, ParameterValue>();
        for (var depth = 0; depth < space.DecisionOrder.Count; depth++)
        {
            var dimension = space.DecisionOrder[depth];
            if (!SearchSpace.IsActive(dimension, chosen))
                continue;
            var value = 0L;
            while (true)
            {
                chosen[dimension.Key] = dimension.At(value);
                var below = Below(depth + 1, chosen);
                var passed = conditions.Contains(dimension.Key) ? Math.Min(place / below, 1) : place / below;
                if (passed == 0)
                    break;
                (value, place) = (value + passed, place - (passed * below));
            }
        }

        return space.Complete(chosen);
    }

    /// <summary>How many assignments begin as chosen. Only a value that others depend on makes a difference to that.</summary>
    private long Below(int depth, Dictionary<string, ParameterValue> chosen)
    {
        while (depth < space.DecisionOrder.Count && !SearchSpace.IsActive(space.DecisionOrder[depth], chosen))
            depth++;
        if (depth == space.DecisionOrder.Count)
            return 1;
        var dimension = space.DecisionOrder[depth];
        if (!conditions.Contains(dimension.Key))
            return Bounded((Int128)dimension.Count!.Value * Below(depth + 1, chosen));
        var sum = (Int128)0;
        for (var value = 0L; value < dimension.Count!.Value; value++)
        {
            chosen[dimension.Key] = dimension.At(value);
            sum += Below(depth + 1, chosen);
        }

        chosen.Remove(dimension.Key);
        return Bounded(sum);
    }

    private static long Bounded(Int128 count) => (long)Int128.Min(count, long.MaxValue);
}
