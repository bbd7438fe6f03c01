namespace FastOde.Dashboard.ChartModels;

/// <summary>What a chart must add to show a newer model, where adding is enough.</summary>
public static class ChartDelta
{
    /// <summary>
    /// The new points of each line by position, or null where the chart must be drawn again: other axes or ends of axes, other lines,
    /// or points that have changed or gone.
    /// </summary>
    /// <param name="drawn">The model on screen.</param>
    /// <param name="wanted">The model to show.</param>
    public static IReadOnlyList<IReadOnlyList<ChartPoint>>? Between(LineChart drawn, LineChart wanted)
    {
        if (drawn.XAxis != wanted.XAxis || drawn.YAxis != wanted.YAxis || drawn.Series.Count != wanted.Series.Count
            || !drawn.ReferenceLines.SequenceEqual(wanted.ReferenceLines) || AxisRange.Across(drawn) != AxisRange.Across(wanted) || AxisRange.Up(drawn) != AxisRange.Up(wanted))
        {
            return null;
        }

        var added = new List<IReadOnlyList<ChartPoint>>(drawn.Series.Count);
        for (var i = 0; i < drawn.Series.Count; i++)
        {
            var (before, after) = (drawn.Series[i], wanted.Series[i]);
            if (before with { Points = after.Points } != after || !IsPrefix(before.Points, after.Points))
                return null;

            added.Add([.. after.Points.Skip(before.Points.Count)]);
        }

        return added;
    }

    private static bool IsPrefix(IReadOnlyList<ChartPoint> before, IReadOnlyList<ChartPoint> after) =>
        before.Count <= after.Count && before.SequenceEqual(after.Take(before.Count));
}
