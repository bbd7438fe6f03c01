using FastOde.Search.Sobol;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// The points of a scrambled Sobol sequence: they fill a space more evenly than random draws, and each prefix of 2ᵏ points has
/// one in each of 2ᵏ equally likely parts of each key. Assignment i depends on nothing but the seed, i, the key and its place in
/// the space. Only what was suggested before gives way to a random draw.
/// </summary>
[Sampler("sobol")]
public sealed class SobolSampler : ISampler
{
    private readonly DistinctDraws draws;

    /// <summary>The sequence of a space.</summary>
    /// <param name="search">The seed, and how many assignments there are to be.</param>
    /// <param name="space">What is filled.</param>
    /// <exception cref="ArgumentException">The search has no number of trials, or the space more dimensions than the sequence.</exception>
    public SobolSampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        if (space.Dimensions.Count > SobolSequence.Dimensions)
            throw new ArgumentException($"A sobol search has at most {SobolSequence.Dimensions} keys, found {space.Dimensions.Count}; use sampler: random.");
        Total = RandomDraw.Total(search, space);
        draws = new(space, search.Seed, new SobolPoints(space, search.Seed).At);
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known) => draws.At(known.Suggested);
}
