namespace FastOde.Storage.Entities;

/// <summary>A row of <c>metric_series</c>: one metric of one trial, which gives its points a short key.</summary>
internal sealed class MetricSeriesEntity
{
    /// <summary>Key of its points.</summary>
    public long Id { get; set; }

    /// <summary>The trial.</summary>
    public required long TrialId { get; set; }

    /// <summary>The metric.</summary>
    public required string Name { get; set; }
}
