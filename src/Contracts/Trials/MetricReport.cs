using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>Metric points, gathered for a moment before they are stored.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.MetricReport")]
public sealed record MetricReport : AttemptReport
{
    /// <summary>The points; of two for one name and step the last counts.</summary>
    [Id(0)]
    public required IReadOnlyList<MetricPoint> Points { get; init; }
}
