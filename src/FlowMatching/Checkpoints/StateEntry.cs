namespace FastOde.FlowMatching.Checkpoints;

/// <summary>One tensor of a network as published state dicts name, shape and order them.</summary>
public sealed record StateEntry
{
    /// <summary>Its published name, such as <c>enc.28x28_block0.conv0.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its shape.</summary>
    public required IReadOnlyList<long> Sizes { get; init; }

    /// <summary>What it holds when it is not trained (a buffer), row by row; null for a parameter.</summary>
    public IReadOnlyList<double>? Buffer { get; init; }

    /// <summary>Number of elements.</summary>
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);
}
