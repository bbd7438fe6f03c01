using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>Draws assignments from the distribution that a space describes.</summary>
internal static class RandomDraw
{
    /// <summary>The assignment of a number: the value of a key depends on nothing but the seed, the number, the attempt and the key.</summary>
    internal static Assignment At(SearchSpace space, long seed, int number, int attempt) =>
        From(space, dimension => HashedUniform.Of(seed, number, dimension.Key, attempt));

    /// <summary>The assignment that a uniform number for each active dimension makes.</summary>
    internal static Assignment From(SearchSpace space, Func<SearchDimension, double> uniform)
    {
        var chosen = new Dictionary<string, ParameterValue>();
        foreach (var dimension in space.DecisionOrder)
        {
            if (SearchSpace.IsActive(dimension, chosen))
                chosen[dimension.Key] = dimension.Draw(uniform(dimension));
        }

        return space.Complete(chosen);
    }

    /// <summary>How many trials a search draws: as many as it asks for, fewer where the space has no more.</summary>
    /// <param name="search">The search.</param>
    /// <param name="space">Its space.</param>
    /// <exception cref="ArgumentException">The search asks for none.</exception>
    internal static int Total(SearchSpec search, SearchSpace space) => search.Trials is >= 1 and { } trials
        ? DistinctAssignments.Count(space, trials)
        : throw new ArgumentException($"search.trials: A {search.Sampler} search needs the number of trials to draw, at least 1.");
}
