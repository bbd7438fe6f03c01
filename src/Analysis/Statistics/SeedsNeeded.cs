using MathNet.Numerics.Distributions;

namespace FastOde.Analysis.Statistics;

/// <summary>
/// How many seeds tell two means apart: a two-sided t test at 5 % that finds the difference in 80 of 100 studies. The noncentral
/// t distribution is taken from the normal by Johnson and Welch (Biometrika 1940; Abramowitz and Stegun 26.7.10).
/// </summary>
public static class SeedsNeeded
{
    /// <summary>More than this many is no answer that helps.</summary>
    public const int Most = 1000;

    private const double Significance = 0.05;
    private const double WantedPower = 0.8;

    /// <summary>The chance of telling a difference.</summary>
    /// <param name="effect">The difference in standard deviations: of the differences where they are paired, otherwise of the values.</param>
    /// <param name="seeds">Seeds of each side, at least 2.</param>
    /// <param name="paired">Whether the same seeds are compared.</param>
    public static double Power(double effect, int seeds, bool paired)
    {
        var freedom = paired ? seeds - 1 : 2 * (seeds - 1);
        var shift = Math.Abs(effect) * Math.Sqrt(paired ? seeds : seeds / 2.0);
        var limit = StudentT.InvCDF(0, 1, freedom, 1 - (Significance / 2));
        return 1 - Normal.CDF(0, 1, ((limit * (1 - (1 / (4.0 * freedom)))) - shift) / Math.Sqrt(1 + (limit * limit / (2.0 * freedom))));
    }

    /// <summary>The fewest seeds of each side that suffice; null where that is more than <see cref="Most"/>.</summary>
    /// <param name="effect">The difference in standard deviations, as for <see cref="Power"/>.</param>
    /// <param name="paired">Whether the same seeds are compared.</param>
    public static int? For(double effect, bool paired)
    {
        if (!(Power(effect, Most, paired) >= WantedPower))
            return null;
        var (low, high) = (2, Most);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Power(effect, middle, paired) >= WantedPower)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
