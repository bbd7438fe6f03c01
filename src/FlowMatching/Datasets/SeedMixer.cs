namespace FastOde.FlowMatching.Datasets;

/// <summary>Turns a few small numbers into one well-spread generator seed, so that neighbours share nothing.</summary>
internal static class SeedMixer
{
    /// <summary>Folds each part in by the SplitMix64 finaliser (Steele, Lea and Flood, 2014).</summary>
    public static ulong Mix(params ReadOnlySpan<long> parts)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var part in parts)
        {
            state += unchecked((ulong)part) * 0x9E3779B97F4A7C15UL + 0x9E3779B97F4A7C15UL;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
            state ^= state >> 31;
        }

        return state;
    }
}
