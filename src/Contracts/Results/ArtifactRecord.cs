namespace FastOde.Contracts.Results;

/// <summary>A file that a trial has left.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ArtifactRecord")]
public sealed record ArtifactRecord
{
    /// <summary>What it is, one of <see cref="ArtifactKinds"/>.</summary>
    [Id(0)]
    public required string Kind { get; init; }

    /// <summary>Path below the data directory, with forward slashes.</summary>
    [Id(1)]
    public required string Path { get; init; }

    /// <summary>Training step it belongs to.</summary>
    [Id(2)]
    public required int Step { get; init; }

    /// <summary>Its size.</summary>
    [Id(3)]
    public required long Bytes { get; init; }

    /// <summary>Checksum of the file, lower-case hexadecimal.</summary>
    [Id(4)]
    public required string Sha256 { get; init; }
}
