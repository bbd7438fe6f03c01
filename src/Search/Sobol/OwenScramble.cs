namespace FastOde.Search.Sobol;

/// <summary>
/// Owen's nested uniform scrambling (1995): each bit is flipped or not by a coin that belongs to the bits before it. Equal parts
/// of a dimension are permuted with all their parts, so a balanced set of points stays balanced, and each point is uniform.
/// </summary>
internal static class OwenScramble
{
    private const int Bits = 32;

    /// <summary>The scrambled fraction of 2³².</summary>
    /// <param name="value">The fraction.</param>
    /// <param name="coins">Names the coins of the dimension.</param>
    /// <param name="mix">Mixes a number so that every bit of the result is a coin.</param>
    internal static uint Of(uint value, ulong coins, Func<ulong, ulong> mix)
    {
        var scrambled = 0u;
        for (var place = 0; place < Bits; place++)
        {
            // A leading 1 tells prefixes of different length apart.
            var prefix = (1UL << place) | (place == 0 ? 0 : value >> (Bits - place));
            var coin = (uint)(mix(coins ^ mix(prefix)) >> 63);
            scrambled = (scrambled << 1) | (((value >> (Bits - 1 - place)) & 1) ^ coin);
        }

        return scrambled;
    }
}
