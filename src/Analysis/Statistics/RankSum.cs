using MathNet.Numerics.Distributions;

namespace FastOde.Analysis.Statistics;

/// <summary>
/// Wilcoxon's rank-sum test of two samples (Mann and Whitney, Annals of Mathematical Statistics 1947): whether one tends to larger
/// values. Equal values share the mean of their ranks.
/// </summary>
/// <param name="First">Sum of the ranks of the first sample among all values.</param>
/// <param name="Greater">Probability of a sum at least as large, were all values of one kind.</param>
/// <param name="Less">Probability of a sum at least as small.</param>
/// <param name="Least">The least two-sided probability that samples of these sizes can give.</param>
public sealed record RankSum(double First, double Greater, double Less, double Least)
{
    /// <summary>Up to this many values every choice of the first sample is counted; beyond it the sum is taken as normal.</summary>
    public const int MostExact = 40;

    /// <summary>Probability of so large a difference to either side.</summary>
    public double TwoSided => Math.Min(1, 2 * Math.Min(Greater, Less));

    /// <summary>Tests two samples.</summary>
    /// <param name="first">The first, at least one value, no NaN.</param>
    /// <param name="second">The second, the same.</param>
    /// <exception cref="ArgumentException">A sample is empty, or a value is NaN.</exception>
    public static RankSum Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || second.Count == 0 || first.Concat(second).Any(double.IsNaN))
            throw new ArgumentException("A rank-sum test needs two samples of at least one value each, and numbers alone.", nameof(first));
        var ranks = Ranks.Of([.. first, .. second]);
        var sum = ranks.Take(first.Count).Sum();
        var least = 2 / MathNet.Numerics.SpecialFunctions.Binomial(ranks.Length, first.Count);

        // What the first sample has less, the other has more: large sums of one are small sums of the rest.
        return new(sum, AtMost(ranks, second.Count, ranks.Sum() - sum), AtMost(ranks, first.Count, sum), Math.Min(1, least));
    }

    /// <summary>Probability that a random choice of so many ranks has at most this sum.</summary>
    private static double AtMost(double[] ranks, int chosen, double sum)
    {
        if (ranks.Length > MostExact)
        {
            // The half is the correction for continuity.
            var mean = ranks.Average();
            var deviation = Math.Sqrt(ranks.Average(rank => (rank - mean) * (rank - mean)) * chosen * (ranks.Length - chosen) / (ranks.Length - 1));
            return deviation > 0 ? Normal.CDF(0, 1, (sum + 0.5 - (chosen * mean)) / deviation) : 1;
        }

        // Ties make half ranks; twice a rank is whole.
        var limit = (int)Math.Round(2 * sum);
        var ways = new double[chosen + 1][];
        for (var count = 0; count <= chosen; count++)
            ways[count] = new double[limit + 1];
        ways[0][0] = 1;
        foreach (var weight in ranks.Select(rank => (int)Math.Round(2 * rank)))
        {
            for (var count = chosen; count > 0; count--)
            {
                for (var at = limit; at >= weight; at--)
                    ways[count][at] += ways[count - 1][at - weight];
            }
        }

        return Math.Min(1, ways[chosen].Sum() / MathNet.Numerics.SpecialFunctions.Binomial(ranks.Length, chosen));
    }
}
