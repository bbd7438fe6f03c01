using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>What a sampler that learns suggests while there is nothing to learn from: the points of a scrambled Sobol sequence.</summary>
/// <param name="space">The space.</param>
/// <param name="seed">The seed of the search.</param>
internal sealed class SearchStart(SearchSpace space, long seed)
{
    private readonly SobolPoints points = new(space, seed);

    /// <summary>A suggestion that is new, or null where nothing is left.</summary>
    /// <param name="distinct">What was tried.</param>
    /// <param name="number">The number of the suggestion, from 0.</param>
    internal Assignment? Next(DistinctAssignments distinct, int number) => DistinctDraws.Next(distinct, seed, number, attempt => points.At(number, attempt));
}
