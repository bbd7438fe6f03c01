using FastOde.Dashboard.ChartModels;

namespace FastOde.Silo.Reports;

/// <summary>One assignment, taken over its seeds.</summary>
internal sealed record ComparisonRow
{
    /// <summary>The assignment as people read it.</summary>
    public required string Label { get; init; }

    /// <summary>Trials that completed and so are counted.</summary>
    public required int Seeds { get; init; }

    /// <summary>Curvature at the finest cell; null where it was not measured.</summary>
    public CellReading? Curvature { get; init; }

    /// <summary>The distance at each column; null where it was not measured.</summary>
    public required IReadOnlyList<CellReading?> Distances { get; init; }

    /// <summary>Least NFE whose mean distance is at most 1.1 times this row's best.</summary>
    public double? NfeNearBest { get; init; }

    /// <summary>What the study optimises; null where it only compares.</summary>
    public Spread? Objective { get; init; }

    /// <summary>Training speed.</summary>
    public Spread? IterationsPerSecond { get; init; }
}
