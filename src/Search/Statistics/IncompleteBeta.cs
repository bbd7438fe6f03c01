namespace FastOde.Search.Statistics;

/// <summary>The regularised incomplete beta function I_x(a, b).</summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;

    internal static double Regularized(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(
            LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));

        // The fraction converges fast only below the mean; above it the symmetric one does.
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(x, a, b) / a
            : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The continued fraction of I_x(a, b), Abramowitz and Stegun 26.5.8, evaluated forwards.</summary>
    private static double Fraction(double x, double a, double b)
    {
        var numerator = 1.0;
        var denominator = 1 / NonZero(1 - ((a + b) * x / (a + 1)));
        var fraction = denominator;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            Advance(even);
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            if (Math.Abs(Advance(odd) - 1) < 1e-16)
                break;
        }

        return fraction;

        double Advance(double coefficient)
        {
            denominator = 1 / NonZero(1 + (coefficient * denominator));
            numerator = NonZero(1 + (coefficient / numerator));
            var change = denominator * numerator;
            fraction *= change;
            return change;
        }
    }

    private static double NonZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>ln Γ(x) for x > 0: Stirling's series after moving x above 10.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
            shift += Math.Log(x);
        var inverse = 1 / (x * x);
        var series = ((((((1.0 / 1188 * inverse) - (1.0 / 1680)) * inverse) + (1.0 / 1260)) * inverse - (1.0 / 360)) * inverse + (1.0 / 12)) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }
}
