namespace FastOde.Search.Statistics;

/// <summary>What is known of a quantity from independent measurements of it, such as a metric over seeds.</summary>
public static class SampleStatistics
{
    /// <summary>The arithmetic mean.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Mean(IReadOnlyList<double> values)
    {
        RequireCount(values, 1, "a mean");
        return values.Average();
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Median(IReadOnlyList<double> values)
    {
        RequireCount(values, 1, "a median");
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The standard deviation of the population the values came from (divided by n - 1).</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        RequireCount(values, 2, "a standard deviation");
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>The standard deviation of the mean: s/√n.</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static double StandardError(IReadOnlyList<double> values) =>
        StandardDeviation(values) / Math.Sqrt(values.Count);

    /// <summary>The interval mean ± t·s/√n that contains the true mean with the given probability, for normal values.</summary>
    /// <param name="values">At least two values.</param>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or the level is not between 0 and 1.</exception>
    public static Interval ConfidenceInterval(IReadOnlyList<double> values, double level = 0.95)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "expected a probability between 0 and 1");
        var half = StudentT.Quantile((1 + level) / 2, Math.Max(values.Count - 1, 1)) * StandardError(values);
        var mean = Mean(values);
        return new Interval(mean - half, mean + half);
    }

    private static void RequireCount(IReadOnlyList<double> values, int least, string what)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < least)
            throw new ArgumentException($"{what} needs at least {least} value{(least == 1 ? "" : "s")}, found {values.Count}", nameof(values));
    }
}
