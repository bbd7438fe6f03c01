namespace FastOde.Search.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>The probability of a value up to <paramref name="t"/>.</summary>
    /// <param name="t">A number.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double Cumulative(double t, double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        var square = t * t;

        // Near zero the tail is close to a half and would lose the digits of t; far out the centre is close to one.
        if (square < degrees)
            return 0.5 + (0.5 * Math.Sign(t) * IncompleteBeta.Regularized(square / (degrees + square), 0.5, degrees / 2));
        var tail = 0.5 * IncompleteBeta.Regularized(degrees / (degrees + square), degrees / 2, 0.5);
        return t < 0 ? tail : 1 - tail;
    }

    /// <summary>The value t with <c>Cumulative(t) = probability</c>, to 12 digits.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability or the degrees are out of range.</exception>
    public static double Quantile(double probability, double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        if (probability is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "expected a probability between 0 and 1");
        if (probability < 0.5)
            return -Quantile(1 - probability, degrees);

        var (low, high) = (0.0, 1.0);
        while (Cumulative(high, degrees) < probability && high < double.MaxValue / 4)
            (low, high) = (high, high * 2);
        while (high - low > 1e-13 * Math.Max(high, 1e-3))
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            (low, high) = Cumulative(middle, degrees) < probability ? (middle, high) : (low, middle);
        }

        return low + ((high - low) / 2);
    }
}
