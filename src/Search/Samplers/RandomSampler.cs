using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Independent draws. The value of a key in assignment i depends on nothing but the seed, i and the key: drawing more
/// assignments, or adding a dimension, leaves the values there were as they are.
/// </summary>
/// <param name="search">The seed, and how many assignments are drawn.</param>
/// <param name="space">What is drawn from.</param>
[Sampler("random")]
public sealed class RandomSampler(SearchSpec search, SearchSpace space) : ISampler
{
    /// <inheritdoc/>
    public long Total { get; } = search.Trials is >= 1 and { } trials
        ? trials
        : throw new ArgumentException("search.trials: A random search needs the number of trials to draw, at least 1.");

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment Next(SearchHistory known)
    {
        var chosen = new Dictionary<string, ParameterValue>();
        foreach (var dimension in space.DecisionOrder)
        {
            if (SearchSpace.IsActive(dimension, chosen))
                chosen[dimension.Key] = dimension.Draw(HashedUniform.Of(search.Seed, known.Suggested, dimension.Key));
        }

        return space.Complete(chosen);
    }
}
