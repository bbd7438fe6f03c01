namespace FastOde.FlowMatching.Checkpoints;

/// <summary>One tensor of a safetensors file.</summary>
public sealed record SafeTensor
{
    /// <summary>Its name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Element type as safetensors spells it, such as <c>F32</c> or <c>U8</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Its elements, little-endian, row by row.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
