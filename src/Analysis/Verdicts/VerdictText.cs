using System.Globalization;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Verdicts;

/// <summary>Verdicts in sentences.</summary>
internal static class VerdictText
{
    private const double Significance = 0.05;
    private const string Exactly = "Its values are exact: no seeds are needed.";

    internal static string Sentence(Verdict verdict)
    {
        var where = verdict.Cell.Solver.Length == 0 ? MetricName.InSentence(verdict.Metric) : $"{MetricName.InSentence(verdict.Metric)} at {verdict.Cell}";
        return verdict switch
        {
            { Outcome: VerdictOutcome.Unknown } => $"No verdict on {where}: {verdict.Reason}.",
            { Outcome: VerdictOutcome.Same, IsExact: true } => $"No difference in {where}: both have {BriefNumber.Of(verdict.First.Numbers[0].Value)}. {Exactly}",
            { Outcome: VerdictOutcome.Same } => $"No difference in {where}: every seed of both has {BriefNumber.Of(verdict.First.Numbers[0].Value)}.",
            { Outcome: VerdictOutcome.NotDistinguishable, Difference: { } difference } =>
                $"Not distinguishable yet in {where}: {verdict.First.Label} minus {verdict.Second.Label} is {BriefNumber.Of(difference.Mean)} ({Interval(difference.Low, difference.High)}). {More(verdict)}",
            { Outcome: VerdictOutcome.FirstIsBetter } => Better(verdict.First, verdict.Second, where, verdict.Difference),
            _ => Better(verdict.Second, verdict.First, where, verdict.Difference),
        };
    }

    internal static string Evidence(Verdict verdict)
    {
        if (verdict.Difference is not { } difference)
            return "";
        var seeds = difference.IsPaired
            ? $"Paired over {difference.Seeds} seeds"
            : $"{verdict.First.Numbers.Count} seeds against {verdict.Second.Numbers.Count}";
        var (test, ranks) = difference.IsPaired ? ("t test", "Wilcoxon's signed-rank test") : ("Welch's t test", "Wilcoxon's rank-sum test");
        var least = difference.LeastRankP >= Significance ? $", with so few seeds never below {BriefNumber.Of(difference.LeastRankP, 2)}" : "";
        var effect = difference.EffectSize is { } size ? $"; effect size {BriefNumber.Of(Math.Abs(size), 2)} standard deviations" : "";
        return $"{seeds}: {test} p {Probability(difference.P)}, {ranks} p {Probability(difference.RankP)}{least}{effect}.{LeftOut(verdict)}";
    }

    private static string Better(VerdictSide better, VerdictSide worse, string where, MeanDifference? difference)
    {
        var said = $"{better.Label} is better than {worse.Label} in {where} by ";
        if (difference is null)
            return $"{said}{BriefNumber.Of(Math.Abs(better.Numbers[0].Value - worse.Numbers[0].Value))}. {Exactly}";
        var (least, most) = (Math.Min(Math.Abs(difference.Low), Math.Abs(difference.High)), Math.Max(Math.Abs(difference.Low), Math.Abs(difference.High)));
        return $"{said}{BriefNumber.Of(Math.Abs(difference.Mean))} ({Interval(least, most)}).";
    }

    private static string Interval(double low, double high) => $"95 % interval {BriefNumber.Of(low)} to {BriefNumber.Of(high)}";

    private static string More(Verdict verdict) => verdict.Difference!.EffectSize is null
        ? "The spread of so few seeds does not say how many more would tell; a third of each says more."
        : verdict.MoreSeeds is { } more
        ? string.Create(CultureInfo.InvariantCulture, $"If it is as large as it looks, about {more:N0} more {(more == 1 ? "seed" : "seeds")} of each would tell.")
        : string.Create(CultureInfo.InvariantCulture, $"If it is no larger than it looks, more than {SeedsNeeded.Most:N0} seeds of each would be needed to tell.");

    private static string LeftOut(Verdict verdict)
    {
        var without = verdict.First.Values.Count + verdict.Second.Values.Count - verdict.First.Numbers.Count - verdict.Second.Numbers.Count;
        return without == 0 ? "" : $" {without} {(without == 1 ? "seed has" : "seeds have")} no number there and {(without == 1 ? "is" : "are")} left out.";
    }

    private static string Probability(double p) => p < 1e-4 ? "< 0.0001" : $"= {BriefNumber.Of(p, 2)}";
}
