namespace FastOde.FlowMatching.Checkpoints;

/// <summary>The element types of safetensors whose size is known here.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, int> ElementBytes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["I16"] = 2,
        ["U16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I32"] = 4,
        ["U32"] = 4,
        ["F32"] = 4,
        ["I64"] = 8,
        ["U64"] = 8,
        ["F64"] = 8,
    };

    /// <summary>The bytes of a tensor.</summary>
    /// <returns>Their number, or null where the type is not known.</returns>
    /// <exception cref="OverflowException">They are more than 64 bits can count.</exception>
    public static long? Bytes(string type, IReadOnlyList<long> shape) =>
        ElementBytes.TryGetValue(type, out var bytes) ? shape.Aggregate((long)bytes, (product, size) => checked(product * size)) : null;
}
