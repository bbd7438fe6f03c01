using System.Numerics;

namespace FastOde.Search.Sobol;

/// <summary>
/// The Sobol sequence in up to 128 dimensions, 32 bits a coordinate. Each prefix of 2ᵏ points has one in each of the 2ᵏ equal
/// parts of each dimension.
/// </summary>
internal static class SobolSequence
{
    private const int Bits = 32;

    private static readonly uint[][] Directions = [FirstDimension(), .. JoeKuoNumbers.Rows.Select(row => Direction(row.Inner, row.First))];

    /// <summary>How many dimensions there are.</summary>
    internal static int Dimensions => Directions.Length;

    /// <summary>A coordinate as a fraction of 2³².</summary>
    /// <param name="point">The number of the point, from 0.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    internal static uint Coordinate(uint point, int dimension)
    {
        var bits = 0u;
        for (var rest = point; rest != 0; rest &= rest - 1)
            bits ^= Directions[dimension][BitOperations.TrailingZeroCount(rest)];
        return bits;
    }

    /// <summary>Van der Corput's sequence: the bits of the number in reverse.</summary>
    private static uint[] FirstDimension() => [.. Enumerable.Range(1, Bits).Select(place => 1u << (Bits - place))];

    /// <summary>
    /// The recurrence of a primitive polynomial of degree s with inner coefficients a: as fractions v,
    /// vᵢ = a₁vᵢ₋₁ ⊕ … ⊕ aₛ₋₁vᵢ₋ₛ₊₁ ⊕ vᵢ₋ₛ ⊕ (vᵢ₋ₛ shifted right by s).
    /// </summary>
    private static uint[] Direction(uint inner, IReadOnlyList<uint> first)
    {
        var degree = first.Count;
        var direction = new uint[Bits];
        for (var place = 0; place < Bits; place++)
        {
            if (place < degree)
            {
                direction[place] = first[place] << (Bits - 1 - place);
                continue;
            }

            direction[place] = direction[place - degree] ^ (direction[place - degree] >> degree);
            for (var back = 1; back < degree; back++)
            {
                if (((inner >> (degree - 1 - back)) & 1) == 1)
                    direction[place] ^= direction[place - back];
            }
        }

        return direction;
    }
}
