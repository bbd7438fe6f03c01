using System.Globalization;
using FastOde.Search.Statistics;

namespace FastOde.Silo.Reports;

/// <summary>A quantity over seeds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation; null where there is one value only.</param>
internal sealed record Spread(double Mean, double? Deviation)
{
    /// <summary>The spread of measured values, or null where there are none.</summary>
    public static Spread? Of(IReadOnlyList<double> values) => values.Count switch
    {
        0 => null,
        1 => new Spread(values[0], null),
        _ => new Spread(SampleStatistics.Mean(values), SampleStatistics.StandardDeviation(values)),
    };

    /// <summary>Mean ± standard deviation with three significant digits of the mean.</summary>
    public override string ToString()
    {
        var decimals = Decimals(Mean);
        return Deviation is { } deviation
            ? $"{Fixed(Mean, decimals)} ± {Fixed(deviation, decimals)}"
            : Fixed(Mean, decimals);
    }

    private static int Decimals(double value) =>
        value == 0 || !double.IsFinite(value) ? 2 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);

    private static string Fixed(double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
