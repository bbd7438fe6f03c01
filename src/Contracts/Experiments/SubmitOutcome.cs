using FastOde.Specs;

namespace FastOde.Contracts.Experiments;

/// <summary>What became of a submitted spec.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.SubmitOutcome")]
public sealed record SubmitOutcome
{
    /// <summary>The new experiment; null where the spec was refused and nothing was stored.</summary>
    [Id(0)]
    public long? ExperimentId { get; init; }

    /// <summary>Why it was refused.</summary>
    [Id(1)]
    public IReadOnlyList<SpecProblem> Problems { get; init; } = [];
}
