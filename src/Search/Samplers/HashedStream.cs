namespace FastOde.Search.Samplers;

/// <summary>A stream of uniform and normal numbers that is a function of the seed of a search and of what it is for.</summary>
/// <param name="seed">The seed.</param>
/// <param name="index">What it is for.</param>
internal sealed class HashedStream(long seed, int index)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong state = HashedUniform.Mix((ulong)seed + GoldenGamma) ^ HashedUniform.Mix(~(ulong)index);

    /// <summary>The next number in [0, 1).</summary>
    internal double Uniform() => HashedUniform.Uniform(HashedUniform.Mix(state += GoldenGamma));

    /// <summary>The next number of the standard normal distribution, by Box and Muller.</summary>
    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
