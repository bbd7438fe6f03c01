using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>Files that a trial has written, and those that it has deleted.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.ArtifactReport")]
public sealed record ArtifactReport : AttemptReport
{
    /// <summary>The written files; each replaces what is recorded of the same kind and path.</summary>
    [Id(0)]
    public required IReadOnlyList<ArtifactRecord> Written { get; init; }

    /// <summary>Recorded paths of the deleted files.</summary>
    [Id(1)]
    public IReadOnlyList<string> Deleted { get; init; } = [];
}
