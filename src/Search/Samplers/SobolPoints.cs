using FastOde.Search.Sobol;
using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>
/// The points of a scrambled Sobol sequence in a space. A key beyond the dimensions of the sequence is random, and so is what is
/// drawn once more.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="seed">The seed of the search.</param>
internal sealed class SobolPoints(SearchSpace space, long seed)
{
    private readonly Dictionary<string, int> places = space.Dimensions.Index().ToDictionary(entry => entry.Item.Key, entry => entry.Index);

    /// <summary>The assignment of a number.</summary>
    /// <param name="number">The number, from 0.</param>
    /// <param name="attempt">How often it was drawn before.</param>
    internal Assignment At(int number, int attempt) => attempt > 0
        ? RandomDraw.At(space, seed, number, attempt)
        : RandomDraw.From(space, dimension => Coordinate(number, dimension.Key));

    /// <summary>A coordinate in [0, 1): below its 32 bits it is random.</summary>
    private double Coordinate(int number, string key)
    {
        var random = HashedUniform.Of(seed, number, key);
        if (places[key] >= SobolSequence.Dimensions)
            return random;
        var coins = HashedUniform.Mix((ulong)seed) ^ HashedUniform.Hash(key);
        var scrambled = OwenScramble.Of(SobolSequence.Coordinate((uint)number, places[key]), coins, HashedUniform.Mix);
        return Math.Min((scrambled + random) / (1UL << 32), Math.BitDecrement(1.0));
    }
}
