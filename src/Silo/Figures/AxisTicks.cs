using System.Globalization;

namespace FastOde.Silo.Figures;

/// <summary>Where an axis of a figure carries numbers.</summary>
internal static class AxisTicks
{
    private const int MostPlaces = 14;
    private const double LeastDistance = 0.04;

    /// <summary>
    /// Places that were measured, each with its number where there is room; empty where there are so many that an
    /// axis is better divided evenly.
    /// </summary>
    /// <param name="places">The places.</param>
    /// <param name="log">Whether the axis is logarithmic; the places are positive then.</param>
    public static IReadOnlyList<double> AtMeasured(IEnumerable<double> places, bool log)
    {
        var sorted = places.Distinct().Order().ToList();
        if (sorted.Count is 0 or > MostPlaces)
            return [];
        double Position(double place) => log ? Math.Log(place) : place;
        var width = Position(sorted[^1]) - Position(sorted[0]);
        List<double> kept = [];
        foreach (var place in sorted)
        {
            if (kept.Count == 0 || Position(place) - Position(kept[^1]) >= LeastDistance * width)
                kept.Add(place);
        }

        return kept;
    }

    /// <summary>The numbers 1, 2 and 5 of each decade; all nine where the axis spans less than one, 1 alone where it spans four or more.</summary>
    /// <param name="least">Lower end, positive.</param>
    /// <param name="greatest">Upper end.</param>
    public static IReadOnlyList<double> OfDecades(double least, double greatest)
    {
        double[] mantissas = Math.Log10(greatest / least) switch
        {
            < 1 => [1, 2, 3, 4, 5, 6, 7, 8, 9],
            < 4 => [1, 2, 5],
            _ => [1],
        };
        return Decades(least, greatest, mantissas);
    }

    /// <summary>Every whole number of each decade.</summary>
    /// <param name="least">Lower end, positive.</param>
    /// <param name="greatest">Upper end.</param>
    public static IReadOnlyList<double> BetweenDecades(double least, double greatest) =>
        Decades(least, greatest, [1, 2, 3, 4, 5, 6, 7, 8, 9]);

    /// <summary>A number beside a tick, without digits that say nothing.</summary>
    /// <param name="value">The number.</param>
    public static string Text(double value) => Math.Abs(value) is > 0 and < 1e-3 or >= 1e6
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.#####", CultureInfo.InvariantCulture);

    private static List<double> Decades(double least, double greatest, double[] mantissas)
    {
        var first = (int)Math.Floor(Math.Log10(least));
        var last = (int)Math.Ceiling(Math.Log10(greatest));
        return
        [
            .. from exponent in Enumerable.Range(first, last - first + 1)
               from mantissa in mantissas
               let value = mantissa * Math.Pow(10, exponent)
               where value >= least && value <= greatest
               select value,
        ];
    }
}
