namespace FastOde.Storage.Entities;

/// <summary>A row of <c>metrics</c>: the number of a metric in evaluations.</summary>
internal sealed class MetricEntity
{
    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The metric.</summary>
    public required string Name { get; set; }
}
