using MathNet.Numerics.Distributions;

namespace FastOde.Analysis.Statistics;

/// <summary>Mean and spread of the same measurement over seeds.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation (divisor n - 1); null for a single value.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
public sealed record Spread(int Count, double Mean, double? StandardDeviation, double Minimum, double Maximum)
{
    private const double ConfidenceLevel = 0.95;

    /// <summary>The spread of some values.</summary>
    /// <param name="values">At least one value.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("A spread needs at least one value.", nameof(values));

        var mean = values.Average();
        double? deviation = values.Count == 1
            ? null
            : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new Spread(values.Count, mean, deviation, values.Min(), values.Max());
    }

    /// <summary>
    /// Lower end for a chart: the mean less one standard deviation, or the least value where that would not be
    /// positive, because a logarithmic axis has no place for it.
    /// </summary>
    public double? Low => StandardDeviation is not { } deviation ? null : Mean - deviation > 0 ? Mean - deviation : Minimum;

    /// <summary>Upper end for a chart: the mean plus one standard deviation.</summary>
    public double? High => Mean + StandardDeviation;

    /// <summary>
    /// Half the width of the interval around <see cref="Mean"/> that holds the true mean with 95 % confidence, by
    /// Student's t distribution; null for a single value.
    /// </summary>
    public double? Confidence => StandardDeviation is { } deviation
        ? StudentT.InvCDF(0, 1, Count - 1, (1 + ConfidenceLevel) / 2) * deviation / Math.Sqrt(Count)
        : null;

    /// <summary>The spread of those values that are finite numbers; null where there is none.</summary>
    /// <param name="values">Values; null where nothing was measured.</param>
    public static Spread? OfFinite(IEnumerable<double?> values) =>
        values.OfType<double>().Where(double.IsFinite).ToList() is { Count: > 0 } numbers ? Of(numbers) : null;
}
