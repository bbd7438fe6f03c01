namespace FastOde.Contracts.Results;

/// <summary>The stored points of one metric of one trial, by step.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.MetricSeries")]
public sealed record MetricSeries
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required string TrialId { get; init; }

    /// <summary>The metric.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Points by step, thinned to the asked number.</summary>
    [Id(2)]
    public required IReadOnlyList<MetricPoint> Points { get; init; }
}
