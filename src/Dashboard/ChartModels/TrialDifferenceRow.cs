using FastOde.Analysis.Measurements;

namespace FastOde.Dashboard.ChartModels;

/// <summary>One evaluation cell of several trials.</summary>
public sealed record TrialDifferenceRow
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The solver.</summary>
    public required string Solver { get; init; }

    /// <summary>NFE budget or tolerance asked for.</summary>
    public required double Number { get; init; }

    /// <summary>A reading for each trial; null where it was not measured.</summary>
    public required IReadOnlyList<CellReading?> Readings { get; init; }

    /// <summary>Each trial's value less that of the first; null for the first, without a value, and where the two differ by rounding alone.</summary>
    public required IReadOnlyList<double?> Differences { get; init; }
}
