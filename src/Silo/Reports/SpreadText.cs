using System.Globalization;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Statistics;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Silo.Reports;

/// <summary>Readings and spreads as the terminal writes them.</summary>
internal static class SpreadText
{
    /// <summary>In place of what was not measured.</summary>
    public const string Nothing = "–";

    // Beyond these, fixed digits would show zeros only, or digits that mean nothing.
    private const double Least = 1e-3;
    private const double Most = 1e6;

    /// <summary>A reading: mean ± half the width of its 95 % interval and, where not all seeds have a number, of how many; or the word in their place.</summary>
    public static string Of(CellReading? reading) => reading switch
    {
        null => Nothing,
        _ when CellNotes.InPlaceOf(reading) is { } words => words,
        _ when CellNotes.Share(reading) is { } share => $"{Of(reading.Spread!)} ({share})",
        _ => Of(reading.Spread!),
    };

    /// <summary>Mean ± half the width of its 95 % interval, with three significant digits of the mean.</summary>
    public static string Of(Spread spread)
    {
        var isFixed = spread.Mean == 0 || Math.Abs(spread.Mean) is >= Least and < Most;
        var decimals = spread.Mean == 0 ? 2 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(spread.Mean))), 0, 6);
        string Text(double value, int digits) => isFixed
            ? value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : NumberText.Brief(value, digits);
        return spread.Confidence is { } half ? $"{Text(spread.Mean, 3)} ± {Text(half, 2)}" : Text(spread.Mean, 3);
    }
}
