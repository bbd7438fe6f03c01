namespace FastOde.Bench.Soak;

/// <summary>How a number develops.</summary>
internal static class Trend
{
    /// <summary>The slope of the straight line that fits best, in units of y for one of x.</summary>
    /// <param name="points">Two or more points with different x.</param>
    public static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var x = points.Average(point => point.X);
        var y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    /// <summary>The number in the middle; not a number where there is none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Where(double.IsFinite).Order()];
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }
}
