namespace FastOde.Contracts.Results;

/// <summary>One value of a live metric.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.MetricPoint")]
public sealed record MetricPoint
{
    /// <summary><c>loss</c>, <c>velocityLoss</c>, <c>penalty</c>, <c>curvature</c>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Training step, counted from 1.</summary>
    [Id(1)]
    public required int Step { get; init; }

    /// <summary>The value.</summary>
    [Id(2)]
    public required double Value { get; init; }
}
