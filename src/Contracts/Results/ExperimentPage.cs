namespace FastOde.Contracts.Results;

/// <summary>One page of experiments, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ExperimentPage")]
public sealed record ExperimentPage
{
    /// <summary>The page.</summary>
    [Id(0)]
    public required IReadOnlyList<ExperimentSummary> Items { get; init; }

    /// <summary>Experiments that match.</summary>
    [Id(1)]
    public required int Total { get; init; }
}
