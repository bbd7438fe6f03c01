using FastOde.Specs.Words;

namespace FastOde.Contracts.Servers;

/// <summary>A data set that specs may name.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Servers.DatasetSetting")]
public sealed record DatasetSetting
{
    /// <summary>The name by which specs call it.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it holds, such as <c>points of the plane</c> or <c>grey 28 × 28</c>; null where that is not known before it is here.</summary>
    [Id(1)]
    public string? Holds { get; init; }

    /// <summary>Where its files lie; null where there are none.</summary>
    [Id(2)]
    public string? Path { get; init; }

    /// <summary>Bytes of its files.</summary>
    [Id(3)]
    public long? Bytes { get; init; }

    /// <summary>Images to train on.</summary>
    [Id(4)]
    public long? TrainCount { get; init; }

    /// <summary>Images held back to test on; null where there are none.</summary>
    [Id(5)]
    public long? TestCount { get; init; }

    /// <summary>SHA-256 of all images, in hexadecimal digits.</summary>
    [Id(6)]
    public string? Sha256 { get; init; }

    /// <summary>When it was added.</summary>
    [Id(7)]
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>The command that brings it here; null where it is at hand.</summary>
    [Id(8)]
    public string? Command { get; init; }

    /// <summary>Why it cannot be used; null where it can.</summary>
    [Id(9)]
    public string? Fault { get; init => field = value is null ? null : VisibleText.Of(value); }
}
