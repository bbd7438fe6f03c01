using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Every assignment of a space once: the product of all values, of inactive dimensions none. The first dimension
/// changes slowest. An empty space has one assignment, the empty one.
/// </summary>
public sealed class GridSampler : ISampler
{
    /// <inheritdoc/>
    public IEnumerable<Assignment> Sample(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var endless = space.Dimensions.FirstOrDefault(dimension => dimension.Listed() is null);
        return endless is null
            ? Walk(space, 0, new Dictionary<string, ParameterValue>())
            : throw new ArgumentException($"dimension '{endless.Key}' is a continuous range, which a grid cannot list; give it a step or values, or use another sampler");
    }

    private static IEnumerable<Assignment> Walk(SearchSpace space, int position, Dictionary<string, ParameterValue> chosen)
    {
        while (position < space.DecisionOrder.Count && !SearchSpace.IsActive(space.DecisionOrder[position], chosen))
            position++;
        if (position == space.DecisionOrder.Count)
        {
            yield return space.Complete(chosen);
            yield break;
        }

        var dimension = space.DecisionOrder[position];
        foreach (var value in dimension.Listed()!)
        {
            chosen[dimension.Key] = value;
            foreach (var assignment in Walk(space, position + 1, chosen))
                yield return assignment;
        }

        chosen.Remove(dimension.Key);
    }
}
