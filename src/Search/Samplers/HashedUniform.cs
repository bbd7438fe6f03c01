using System.Text;

namespace FastOde.Search.Samplers;

/// <summary>Uniform numbers that are functions of what they are for, so that no order of drawing can change them.</summary>
internal static class HashedUniform
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³: SplitMix64's mixing of the seed, the index and the key's FNV-1a hash.</summary>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="index">What it is drawn for, from 0.</param>
    /// <param name="key">The key.</param>
    /// <param name="attempt">How often it was drawn before.</param>
    internal static double Of(long seed, int index, string key, int attempt = 0)
    {
        var bits = Mix(Mix(Mix((ulong)seed + GoldenGamma) + (uint)index + GoldenGamma) ^ Hash(key));
        return Uniform(attempt == 0 ? bits : Mix(bits + (GoldenGamma * (ulong)attempt)));
    }

    /// <summary>The FNV-1a hash of a text.</summary>
    internal static ulong Hash(string text)
    {
        var hash = FnvOffset;
        foreach (var part in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ part) * FnvPrime;
        return hash;
    }

    /// <summary>The number in [0, 1) that the upper 53 bits make.</summary>
    internal static double Uniform(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64's mixing: every bit of the result depends on every bit of the value.</summary>
    internal static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
