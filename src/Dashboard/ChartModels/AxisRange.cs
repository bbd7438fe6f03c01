namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// From where to where a logarithmic axis goes: to the next 1, 2 or 5 of a decade beyond what is drawn. Left to itself the
/// drawing library goes on to whole decades, so that a floor just below one leaves half of a chart empty.
/// </summary>
/// <param name="Least">The lower end.</param>
/// <param name="Greatest">The upper end.</param>
public sealed record AxisRange(double Least, double Greatest)
{
    private const double Decade = 10;

    // A spread as wide as its mean reaches to 0, and would take the axis with it.
    private const double DeepestSpread = 5;
    private static readonly double[] Rounds = [1, 2, 5, Decade];

    /// <summary>The range of a chart's horizontal axis; null where the library may choose.</summary>
    /// <param name="chart">The chart.</param>
    public static AxisRange? Across(LineChart chart) =>
        chart.XAxis.Log ? Around(chart.Series.SelectMany(line => line.Points).Select(point => point.X)) : null;

    /// <summary>The range of a chart's vertical axis, with reference lines and spreads; null where the library may choose.</summary>
    /// <param name="chart">The chart.</param>
    public static AxisRange? Up(LineChart chart) =>
        chart.YAxis.Log ? Around(chart.Series.SelectMany(line => line.Points).SelectMany(Heights).Concat(chart.ReferenceLines.Select(line => line.Value))) : null;

    private static IEnumerable<double> Heights(ChartPoint point)
    {
        yield return point.Y;
        if (point.Low is { } low)
            yield return Math.Max(low, point.Y / DeepestSpread);
        if (point.High is { } high)
            yield return high;
    }

    private static AxisRange? Around(IEnumerable<double> values)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(value => double.IsFinite(value) && value > 0))
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        if (least > greatest)
            return null;

        var (below, above) = (Below(least), Above(greatest));
        return below < above ? new AxisRange(below, above) : new AxisRange(below, above * Decade);
    }

    private static double Below(double value) => DecadeOf(value) * Rounds.Last(round => round * DecadeOf(value) <= value);

    private static double Above(double value) => DecadeOf(value) * Rounds.First(round => round * DecadeOf(value) >= value);

    private static double DecadeOf(double value)
    {
        // Of 1000 the logarithm may come out a little below 3.
        var power = Math.Pow(Decade, Math.Floor(Math.Log10(value)));
        return power * Decade <= value ? power * Decade : power > value ? power / Decade : power;
    }
}
