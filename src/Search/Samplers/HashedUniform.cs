using System.Text;

namespace FastOde.Search.Samplers;

/// <summary>Uniform numbers that are functions of what they are for, so that no order of drawing can change them.</summary>
internal static class HashedUniform
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³: SplitMix64's mixing of the seed, the index and the key's FNV-1a hash.</summary>
    internal static double Of(long seed, int index, string key)
    {
        var name = FnvOffset;
        foreach (var part in Encoding.UTF8.GetBytes(key))
            name = (name ^ part) * FnvPrime;
        var bits = Mix(Mix(Mix((ulong)seed + GoldenGamma) + (uint)index + GoldenGamma) ^ name);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
