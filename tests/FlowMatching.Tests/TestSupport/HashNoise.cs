namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>The rule by which reference outputs fill tensors (shared/oracles/README.md).</summary>
public static class HashNoise
{
    /// <summary>Values in (-1, 1) of the tensor with index <paramref name="k"/>.</summary>
    public static double[] Values(int count, uint k) => [.. Enumerable.Range(0, count).Select(i => Value((uint)i + 1000003u * k))];

    private static double Value(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        hash ^= hash >> 16;
        return (hash + 0.5) / 2147483648.0 - 1;
    }
}
