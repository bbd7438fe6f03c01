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
        var places = space.Dimensions.Index().ToDictionary(entry => entry.Item.Key, entry => entry.Index);
        draws = new(space, search.Seed, (number, attempt) => attempt > 0
            ? RandomDraw.At(space, search.Seed, number, attempt)
            : RandomDraw.From(space, dimension => Coordinate(search.Seed, number, places[dimension.Key], dimension.Key)));
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known) => draws.At(known.Suggested);

    /// <summary>A coordinate in [0, 1): below its 32 bits it is random.</summary>
    internal static double Coordinate(long seed, int point, int place, string key)
    {
        var coins = HashedUniform.Mix((ulong)seed) ^ HashedUniform.Hash(key);
        var scrambled = OwenScramble.Of(SobolSequence.Coordinate((uint)point, place), coins, HashedUniform.Mix);
        return Math.Min((scrambled + HashedUniform.Of(seed, point, key)) / (1UL << 32), Math.BitDecrement(1.0));
    }
}
