namespace FastOde.Storage.Entities;

/// <summary>A row of <c>metric_points</c>.</summary>
internal sealed class MetricPointEntity
{
    /// <summary>The series.</summary>
    public required long SeriesId { get; set; }

    /// <summary>Training step, counted from 1.</summary>
    public required int Step { get; set; }

    /// <summary>The value; null for not-a-number, which SQLite cannot hold.</summary>
    public double? Value { get; set; }
}
