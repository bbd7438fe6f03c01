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

    /// <summary>Relative change of each trial against the first, such as -0.25; null for the first and without a value.</summary>
    public required IReadOnlyList<double?> Changes { get; init; }

    /// <summary>The best of the trials.</summary>
    public BestMark Best => BestMark.Of(Metric, Readings);
}
