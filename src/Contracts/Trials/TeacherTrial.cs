using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Contracts.Trials;

/// <summary>A completed trial that another learns from.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.TeacherTrial")]
public sealed record TeacherTrial
{
    /// <summary>What it trained.</summary>
    [Id(0)]
    public required TrialSpec Spec { get; init; }

    /// <summary>Its seed.</summary>
    [Id(1)]
    public required long Seed { get; init; }

    /// <summary>Its last checkpoint.</summary>
    [Id(2)]
    public required ArtifactRecord Checkpoint { get; init; }
}
