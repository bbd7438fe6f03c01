namespace FastOde.Contracts.Results;

/// <summary>Which metric points are wanted.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.MetricQuery")]
public sealed record MetricQuery
{
    /// <summary>The trials.</summary>
    [Id(0)]
    public required TrialSelection Trials { get; init; }

    /// <summary>The metrics; empty for all.</summary>
    [Id(1)]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Most points a series; more are thinned evenly in the database, the last always kept.</summary>
    [Id(2)]
    public int MaximumPoints { get; init; } = 500;
}
