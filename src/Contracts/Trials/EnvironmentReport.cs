using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>With what an attempt trains, told once at its start.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.EnvironmentReport")]
public sealed record EnvironmentReport : AttemptReport
{
    /// <summary>The environment.</summary>
    [Id(0)]
    public required AttemptEnvironment Environment { get; init; }
}
