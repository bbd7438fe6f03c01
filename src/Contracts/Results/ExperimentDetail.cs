using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>An experiment with its spec.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ExperimentDetail")]
public sealed record ExperimentDetail
{
    /// <summary>The experiment.</summary>
    [Id(0)]
    public required ExperimentSummary Summary { get; init; }

    /// <summary>Its spec, with the text as it was written.</summary>
    [Id(1)]
    public required ExperimentSpec Spec { get; init; }
}
