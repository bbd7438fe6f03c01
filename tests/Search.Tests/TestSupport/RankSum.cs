namespace FastOde.Search.Tests.TestSupport;

/// <summary>The rank-sum test of Mann and Whitney in its normal approximation.</summary>
internal static class RankSum
{
    /// <summary>The quantile of the standard normal distribution at 95 %.</summary>
    private const double OneSided = 1.6449;

    /// <summary>Whether values are less than others, one-sided at 5 %.</summary>
    internal static bool IsLess(IReadOnlyCollection<double> values, IReadOnlyCollection<double> others)
    {
        var wins = values.Sum(value => others.Sum(other => value < other ? 1 : value == other ? 0.5 : 0));
        var (n, m) = ((double)values.Count, (double)others.Count);
        return (wins - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12) > OneSided;
    }
}
