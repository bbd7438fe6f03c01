using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Independent draws. The value of a key in assignment i depends on nothing but the seed, i and the key: drawing more
/// assignments, or adding a dimension, leaves the values there were as they are.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="trials">How many assignments are drawn, at least 1.</param>
public sealed class RandomSampler(long seed, int trials) : ISampler
{
    private readonly int _trials = trials >= 1
        ? trials
        : throw new ArgumentOutOfRangeException(nameof(trials), trials, "a random search needs at least 1 trial");

    /// <inheritdoc/>
    public IEnumerable<Assignment> Sample(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Enumerable.Range(0, _trials).Select(index => At(space, index));
    }

    /// <summary>Assignment number <paramref name="index"/>, from 0.</summary>
    public Assignment At(SearchSpace space, int index)
    {
        var chosen = new Dictionary<string, ParameterValue>();
        foreach (var dimension in space.DecisionOrder)
        {
            if (SearchSpace.IsActive(dimension, chosen))
                chosen[dimension.Key] = dimension.Draw(HashedUniform.Of(seed, index, dimension.Key));
        }

        return space.Complete(chosen);
    }
}
