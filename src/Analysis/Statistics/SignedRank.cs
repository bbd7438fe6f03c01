using MathNet.Numerics.Distributions;

namespace FastOde.Analysis.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test (Biometrics Bulletin 1945): whether paired differences lie to one side of zero. Equal magnitudes
/// share the mean of their ranks, and a difference of zero gives half of its rank to each side.
/// </summary>
/// <param name="Pairs">How many differences.</param>
/// <param name="Positive">Sum of the ranks of positive differences, of magnitudes from 1 to <paramref name="Pairs"/>.</param>
/// <param name="Negative">Sum of the ranks of negative ones.</param>
/// <param name="Greater">Probability of a positive sum at least as large, were each sign as likely as the other.</param>
/// <param name="Less">Probability of a positive sum at least as small.</param>
public sealed record SignedRank(int Pairs, double Positive, double Negative, double Greater, double Less)
{
    /// <summary>Up to this many pairs every choice of signs is counted; beyond it the sum is taken as normal.</summary>
    public const int MostExact = 60;

    /// <summary>Probability of so large a difference to either side.</summary>
    public double TwoSided => Math.Min(1, 2 * Math.Min(Greater, Less));

    /// <summary>Tests some differences.</summary>
    /// <param name="differences">The differences, at least one; infinite ones rank last, NaN is refused.</param>
    /// <exception cref="ArgumentException">There is none, or one is NaN.</exception>
    public static SignedRank Of(IReadOnlyList<double> differences)
    {
        if (differences.Count == 0 || differences.Any(double.IsNaN))
            throw new ArgumentException("A signed-rank test needs at least one difference, and numbers alone.", nameof(differences));
        var ranks = Ranks.Of([.. differences.Select(Math.Abs)]);
        var zeros = differences.Zip(ranks).Where(pair => pair.First == 0).Sum(pair => pair.Second) / 2;
        var moving = differences.Zip(ranks).Where(pair => pair.First != 0).ToList();
        var positive = moving.Where(pair => pair.First > 0).Sum(pair => pair.Second);
        var negative = moving.Where(pair => pair.First < 0).Sum(pair => pair.Second);
        double[] flipped = [.. moving.Select(pair => pair.Second)];
        return new(differences.Count, positive + zeros, negative + zeros, AtMost(flipped, negative), AtMost(flipped, positive));
    }

    /// <summary>Probability that the ranks which a fair coin chooses have at most this sum. Both sides have the same distribution.</summary>
    private static double AtMost(double[] ranks, double sum)
    {
        if (ranks.Length > MostExact)
        {
            // The half is the correction for continuity.
            var deviation = Math.Sqrt(ranks.Sum(rank => rank * rank) / 4);
            return Normal.CDF(0, 1, (sum + 0.5 - (ranks.Sum() / 2)) / deviation);
        }

        // Ties make half ranks; twice a rank is whole.
        var limit = (int)Math.Round(2 * sum);
        var chance = new double[limit + 1];
        chance[0] = 1;
        foreach (var rank in ranks)
        {
            var weight = (int)Math.Round(2 * rank);
            for (var at = limit; at >= 0; at--)
                chance[at] = (chance[at] + (at >= weight ? chance[at - weight] : 0)) / 2;
        }

        return Math.Min(1, chance.Sum());
    }
}
