using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Measurements;

/// <summary>
/// One metric of one cell, over the seeds of an assignment or of one trial: the one statement that tables, charts,
/// figures and verdicts share on what was measured, what failed and what says nothing.
/// </summary>
public sealed record CellReading
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Solver and number.</summary>
    public required EvaluationCell Cell { get; init; }

    /// <summary>Mean and spread of the values that are numbers; null where there is none.</summary>
    public required Spread? Spread { get; init; }

    /// <summary>Trials that were evaluated here.</summary>
    public required int Count { get; init; }

    /// <summary>Why trials have no number here, each reason once; empty where all have one.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Whether the value is 0 whatever was learned; see <see cref="MetricName.IsZeroByConstruction"/>.</summary>
    public required bool IsZeroByConstruction { get; init; }

    /// <summary>Trials without a number here.</summary>
    public int Failed => Count - (Spread?.Count ?? 0);

    /// <summary>The mean where it may be compared; null without a number, and where that is 0 by construction.</summary>
    public double? Comparable => IsZeroByConstruction ? null : Spread?.Mean;

    /// <summary>Reads one metric of one cell.</summary>
    /// <param name="rows">Its row of each trial.</param>
    /// <returns>The reading, or null where nothing was evaluated.</returns>
    public static CellReading? Of(IEnumerable<IMeasurement> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return null;

        var spread = Spread.OfFinite(all.Select(row => (double?)row.Value));
        return new CellReading
        {
            Metric = all[0].Metric,
            Cell = new EvaluationCell(all[0].Solver, all[0].Number),
            Spread = spread,
            Count = all.Count,
            Remarks = [.. all.Where(row => !double.IsFinite(row.Value)).Select(row => row.Remark ?? CellNotes.ReasonUnknown).Distinct()],
            IsZeroByConstruction = spread is not null && all.TrueForAll(row => MetricName.IsZeroByConstruction(row.Metric, row.Steps)),
        };
    }
}
