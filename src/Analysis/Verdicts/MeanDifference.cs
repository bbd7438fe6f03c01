using FastOde.Analysis.Statistics;
using MathNet.Numerics.Distributions;

namespace FastOde.Analysis.Verdicts;

/// <summary>
/// The difference of two means with its interval and the tests of it: over pairs where both sides have the same seeds, by Welch
/// (Biometrika 1947) otherwise.
/// </summary>
public sealed record MeanDifference
{
    /// <summary>The fewest values that have a spread.</summary>
    public const int FewestSeeds = 2;

    private const double ConfidenceLevel = 0.95;

    /// <summary>Mean of the first less mean of the second.</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end of the 95 % interval of the difference.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }

    /// <summary>Whether the same seeds were compared, pair by pair.</summary>
    public required bool IsPaired { get; init; }

    /// <summary>Pairs; where there are none, the seeds of the smaller side.</summary>
    public required int Seeds { get; init; }

    /// <summary>Two-sided probability of such a difference between equals, by Student's or Welch's t test.</summary>
    public required double P { get; init; }

    /// <summary>The same by Wilcoxon's signed-rank test of the pairs, or his rank-sum test.</summary>
    public required double RankP { get; init; }

    /// <summary>The least that <see cref="RankP"/> can be with so few seeds.</summary>
    public required double LeastRankP { get; init; }

    /// <summary>
    /// The difference in standard deviations (Hedges' g): of the differences where they are paired, of the values otherwise, corrected
    /// for few seeds. Null where there is no spread, or one degree of freedom, of which nothing can be corrected.
    /// </summary>
    public required double? EffectSize { get; init; }

    /// <summary>Compares two assignments: pair by pair where the same seeds were evaluated, each once.</summary>
    /// <param name="first">The first, with a number for two seeds at least.</param>
    /// <param name="second">The second, the same.</param>
    public static MeanDifference Of(VerdictSide first, VerdictSide second)
    {
        var others = second.Numbers.ToLookup(value => value.Seed, value => value.Value);
        double[] pairs = [.. first.Numbers.SelectMany(value => others[value.Seed].Select(other => value.Value - other))];
        return Seeds(first).SequenceEqual(Seeds(second)) && Seeds(first).Distinct().Count() == first.Values.Count && pairs.Length >= FewestSeeds
            ? Paired(pairs)
            : Welch([.. first.Numbers.Select(value => value.Value)], [.. second.Numbers.Select(value => value.Value)]);

        static IEnumerable<long> Seeds(VerdictSide side) => side.Values.Select(value => value.Seed).Order();
    }

    private static MeanDifference Paired(double[] differences)
    {
        var spread = Spread.Of(differences);
        var deviation = spread.StandardDeviation!.Value;
        return Of(spread.Mean, deviation / Math.Sqrt(spread.Count), spread.Count - 1, deviation) with
        {
            IsPaired = true,
            Seeds = spread.Count,
            RankP = SignedRank.Of(differences).TwoSided,
            LeastRankP = Math.Min(1, 2 * Math.Pow(0.5, spread.Count)),
        };
    }

    private static MeanDifference Welch(double[] first, double[] second)
    {
        var (a, b) = (Spread.Of(first), Spread.Of(second));
        var (va, vb) = (a.StandardDeviation!.Value * a.StandardDeviation.Value, b.StandardDeviation!.Value * b.StandardDeviation.Value);
        var (ea, eb) = (va / a.Count, vb / b.Count);

        // Without any spread the degrees of freedom are 0/0, and make no difference.
        var freedom = ea + eb > 0 ? (ea + eb) * (ea + eb) / ((ea * ea / (a.Count - 1)) + (eb * eb / (b.Count - 1))) : a.Count + b.Count - 2;
        var pooled = Math.Sqrt((((a.Count - 1) * va) + ((b.Count - 1) * vb)) / (a.Count + b.Count - 2));
        var ranks = RankSum.Of(first, second);
        return Of(a.Mean - b.Mean, Math.Sqrt(ea + eb), freedom, pooled, a.Count + b.Count - 2) with
        {
            Seeds = Math.Min(a.Count, b.Count),
            RankP = ranks.TwoSided,
            LeastRankP = ranks.Least,
        };
    }

    private static MeanDifference Of(double mean, double error, double freedom, double deviation, int? freedomOfDeviation = null)
    {
        var half = StudentT.InvCDF(0, 1, freedom, (1 + ConfidenceLevel) / 2) * error;
        return new()
        {
            Mean = mean,
            Low = mean - half,
            High = mean + half,
            IsPaired = false,
            Seeds = 0,
            P = error > 0 ? 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean) / error) : mean == 0 ? 1 : 0,
            RankP = 1,
            LeastRankP = 1,
            EffectSize = deviation > 0 && (freedomOfDeviation ?? freedom) > 1 ? mean / deviation * (1 - (3 / ((4 * (freedomOfDeviation ?? freedom)) - 1))) : null,
        };
    }
}
