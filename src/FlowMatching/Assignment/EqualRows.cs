using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Assignment;

/// <summary>Finds rows that are equal to the last bit: collapsed samples often are, and equal rows need no second search.</summary>
internal static class EqualRows
{
    /// <summary>For each row the first row that equals it.</summary>
    /// <param name="numbers">The rows, one after the other.</param>
    /// <param name="length">Numbers in a row; the number type has a size that is a multiple of four bytes.</param>
    /// <returns>Row numbers. Of different rows with equal hashes only the first finds its copies; the others count as unequal.</returns>
    public static int[] Classes<T>(ReadOnlySpan<T> numbers, int length)
        where T : unmanaged
    {
        var classes = new int[numbers.Length / length];
        var firsts = new Dictionary<ulong, int>(classes.Length);
        for (var row = 0; row < classes.Length; row++)
        {
            var bytes = MemoryMarshal.AsBytes(numbers.Slice(row * length, length));
            var hash = Hash(bytes);
            firsts.TryAdd(hash, row);
            var first = firsts[hash];
            classes[row] = MemoryMarshal.AsBytes(numbers.Slice(first * length, length)).SequenceEqual(bytes) ? first : row;
        }

        return classes;
    }

    // Fowler–Noll–Vo by words. The framework's hashes differ from process to process, and results must not.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037;
        foreach (var word in MemoryMarshal.Cast<byte, uint>(bytes))
            hash = (hash ^ word) * 1099511628211;

        return hash;
    }
}
