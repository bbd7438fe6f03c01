namespace FastOde.Search.Parzen;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>The natural logarithm of √(2π).</summary>
    internal const double LogRootTwoPi = 0.91893853320467274178;

    /// <summary>The probability below a number, right to 1e-7: Abramowitz and Stegun, formula 26.2.17.</summary>
    internal static double Below(double z)
    {
        if (z > 0)
            return 1 - Below(-z);
        var t = 1 / (1 - (0.2316419 * z));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return polynomial * Math.Exp((-0.5 * z * z) - LogRootTwoPi);
    }
}
