namespace FastOde.Storage.Entities;

/// <summary>A row of <c>artifacts</c>.</summary>
internal sealed class ArtifactEntity
{
    /// <summary>The trial that left the file.</summary>
    public required long TrialId { get; set; }

    /// <summary>What it is, one of <see cref="FastOde.Contracts.Results.ArtifactKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Path below the data directory.</summary>
    public required string Path { get; set; }

    /// <summary>Training step it belongs to.</summary>
    public required int Step { get; set; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; set; }

    /// <summary>Checksum of the file.</summary>
    public required string Sha256 { get; set; }
}
