using System.Runtime.Intrinsics;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Sorts eight columns of 64-bit keys at once by Batcher's odd-even merge network (1968): the comparisons do not depend
/// on the keys, so a column is a lane of a vector and a comparison is a minimum and a maximum.
/// </summary>
internal static unsafe class SortingNetwork
{
    /// <summary>Columns sorted at once.</summary>
    public const int Columns = 8;

    /// <summary>Sorts every column in rising order.</summary>
    /// <param name="keys">Rows of eight keys; rows without a key hold <see cref="long.MaxValue"/>.</param>
    /// <param name="rows">A power of two.</param>
    public static void Sort(long* keys, int rows)
    {
        for (var run = 1; run < rows; run *= 2)
        {
            for (var gap = run; gap >= 1; gap /= 2)
            {
                for (var start = gap % run; start + gap < rows; start += 2 * gap)
                {
                    // Rows of two different merges stand on either side of a multiple of 2·run; a whole stretch does or none of it.
                    if (((start ^ (start + gap)) & -(2 * run)) == 0)
                        OrderStretch(keys + (nint)start * Columns, keys + (nint)(start + gap) * Columns, gap);
                }
            }
        }
    }

    private static void OrderStretch(long* upper, long* lower, int rows)
    {
        for (var end = upper + (nint)rows * Columns; upper < end; upper += Columns, lower += Columns)
        {
            var (first, second) = (Vector512.Load(upper), Vector512.Load(lower));
            Vector512.Min(first, second).Store(upper);
            Vector512.Max(first, second).Store(lower);
        }
    }
}
