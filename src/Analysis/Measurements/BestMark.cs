using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Measurements;

/// <summary>
/// Which of several readings are the best. There is a best one only where another is worse by more than rounding, and
/// what is 0 by construction takes no part.
/// </summary>
public sealed class BestMark
{
    private readonly string metric;
    private readonly double? best;

    private BestMark(string metric, double? best) => (this.metric, this.best) = (metric, best);

    /// <summary>The best of some readings of one metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="readings">The readings; null where nothing was measured.</param>
    public static BestMark Of(string metric, IEnumerable<CellReading?> readings)
    {
        var values = readings.Select(reading => reading?.Comparable).ToList();
        var best = MetricName.Best(metric, values);
        return new BestMark(metric, values.Exists(value => value is { } other && !MetricName.IsSame(metric, other, best!.Value)) ? best : null);
    }

    /// <summary>Whether a reading is a best one.</summary>
    /// <param name="reading">One of the readings.</param>
    public bool Marks(CellReading? reading) => reading?.Comparable is { } value && best is { } goal && MetricName.IsSame(metric, value, goal);
}
