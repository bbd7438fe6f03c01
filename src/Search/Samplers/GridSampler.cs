using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Every assignment of a space once: the product of all values, of inactive dimensions none. The first dimension changes
/// slowest. An empty space has one assignment, the empty one. Of those that make the same trial the first is tried.
/// </summary>
[Sampler("grid", EndsByItself = true)]
public sealed class GridSampler : ISampler
{
    private readonly SearchSpace space;
    private readonly HashSet<string> conditions;
    private readonly Assignment[]? different;

    /// <summary>The grid of a space.</summary>
    /// <param name="search">The search, of which a grid needs nothing but the space.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="ArgumentException">A dimension is a continuous range.</exception>
    public GridSampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        this.space = space;
        if (space.Dimensions.FirstOrDefault(dimension => dimension.Count is null) is { } endless)
            throw new ArgumentException($"dimension '{endless.Key}' is a continuous range, which a grid cannot list; give it a step or values, or use another sampler");
        conditions = [.. space.Dimensions.SelectMany(dimension => dimension.When.Keys)];
        Total = Below(0, []);
        if (!space.HasTwins)
            return;
        different = [.. Places(Total).Select(At).DistinctBy(space.Identity).Take(SearchSpec.MaximumTrials + 1)];
        Total = different.Length;
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment Next(SearchHistory known) => different is null ? At(known.Suggested) : different[known.Suggested];

    private static IEnumerable<long> Places(long count)
    {
        for (var place = 0L; place < count; place++)
            yield return place;
    }

    /// <summary>The assignment at a place of the product.</summary>
    private Assignment At(long place)
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
        foreach (var value in Places(dimension.Count!.Value))
        {
            chosen[dimension.Key] = dimension.At(value);
            sum += Below(depth + 1, chosen);
        }

        chosen.Remove(dimension.Key);
        return Bounded(sum);
    }

    private static long Bounded(Int128 count) => (long)Int128.Min(count, long.MaxValue);
}
