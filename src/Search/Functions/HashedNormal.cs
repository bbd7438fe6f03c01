using FastOde.Search.Samplers;

namespace FastOde.Search.Functions;

/// <summary>Standard normal numbers that are functions of what they are for.</summary>
internal static class HashedNormal
{
    /// <summary>A number by Box and Muller (1958) of two hashed uniform ones.</summary>
    internal static double Of(long seed, string key) =>
        Math.Sqrt(-2 * Math.Log(1 - HashedUniform.Of(seed, 0, key))) * Math.Cos(2 * Math.PI * HashedUniform.Of(seed, 1, key));
}
