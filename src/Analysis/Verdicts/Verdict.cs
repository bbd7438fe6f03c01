using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Verdicts;

/// <summary>
/// Which of two assignments is better in one cell, as far as their seeds say: the one statement of pages, terminal and reports.
/// One of them is said to be better where the 95 % interval of the difference leaves out zero. That is right for two assignments
/// that were chosen beforehand; who picks the best of many will find a difference by chance. Exact values need no seeds: there any
/// difference counts.
/// </summary>
public sealed record Verdict
{
    private const string Caution = "This is right for two that were chosen beforehand: the best of many looks better than it is.";

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Solver and number.</summary>
    public required EvaluationCell Cell { get; init; }

    /// <summary>The first assignment.</summary>
    public required VerdictSide First { get; init; }

    /// <summary>The second assignment.</summary>
    public required VerdictSide Second { get; init; }

    /// <summary>What can be said.</summary>
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>The comparison behind it; null where there are too few numbers, all are the same, or they are exact.</summary>
    public required MeanDifference? Difference { get; init; }

    /// <summary>Further seeds of each that would tell a difference as large as the one seen, about; null where that is no question or more than <see cref="SeedsNeeded.Most"/> in all.</summary>
    public required int? MoreSeeds { get; init; }

    /// <summary>Why there is no verdict, as the end of a sentence; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether every seed of an assignment has the same value, so that one says all.</summary>
    public bool IsExact { get; init; }

    /// <summary>The verdict in one sentence or two.</summary>
    public string Sentence => VerdictText.Sentence(this);

    /// <summary>The tests behind it in one sentence; empty where there are none.</summary>
    public string Evidence => VerdictText.Evidence(this);

    /// <summary>What to keep in mind where the two were picked out of so many; empty where nothing is.</summary>
    /// <param name="assignments">How many there are to pick from.</param>
    public string CautionAmong(int assignments) => assignments > 2 && !IsExact ? Caution : "";

    /// <summary>Judges two assignments at one cell.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="steps">What of their trials is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cell">Solver and number.</param>
    /// <param name="first">Position of the first among the groups.</param>
    /// <param name="second">Position of the second.</param>
    /// <param name="maximize">Whether more is better; null where the metric says so.</param>
    public static Verdict Of<TTrial>(TrialGroups<TTrial> groups, EqualSteps steps, string metric, EvaluationCell cell, int first, int second, bool? maximize = null)
        where TTrial : class, ITrialResult
    {
        var sides = (VerdictSide.Of(groups, steps, metric, cell, first), VerdictSide.Of(groups, steps, metric, cell, second));
        var rows = steps.Rows.Where(row => row.Metric == metric && row.Solver == cell.Solver && row.Number == cell.Number).ToList();
        return rows.Count > 0 && rows.TrueForAll(row => MetricName.IsZeroByConstruction(metric, row.Steps))
            ? None(metric, cell, sides.Item1, sides.Item2, VerdictOutcome.Unknown, "it is 0 by construction there")
            : Of(metric, cell, sides.Item1, sides.Item2, maximize, groups.IsExact);
    }

    /// <summary>Judges the values of two assignments.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="cell">Solver and number.</param>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="maximize">Whether more is better; null where the metric says so.</param>
    /// <param name="isExact">Whether every seed of an assignment has the same value.</param>
    public static Verdict Of(string metric, EvaluationCell cell, VerdictSide first, VerdictSide second, bool? maximize = null, bool isExact = false)
    {
        if (new[] { first, second }.FirstOrDefault(side => side.Numbers.Count < (isExact ? 1 : MeanDifference.FewestSeeds)) is { } poor)
            return None(metric, cell, first, second, VerdictOutcome.Unknown, Poor(poor));
        if (isExact)
            return Exact(metric, cell, first, second, maximize ?? MetricName.HigherIsBetter(metric));
        var values = first.Numbers.Concat(second.Numbers).Select(value => value.Value).ToList();
        if (MetricName.IsSame(metric, values.Min(), values.Max()))
            return None(metric, cell, first, second, VerdictOutcome.Same, null);
        var difference = MeanDifference.Of(first, second);
        var better = (maximize ?? MetricName.HigherIsBetter(metric)) == difference.Mean > 0 ? VerdictOutcome.FirstIsBetter : VerdictOutcome.SecondIsBetter;
        var outcome = difference.Low > 0 || difference.High < 0 ? better : VerdictOutcome.NotDistinguishable;
        return new()
        {
            Metric = metric,
            Cell = cell,
            First = first,
            Second = second,
            Outcome = outcome,
            Difference = difference,
            MoreSeeds = outcome == VerdictOutcome.NotDistinguishable && difference.EffectSize is { } effect && SeedsNeeded.For(effect, difference.IsPaired) is { } needed
                ? Math.Max(1, needed - difference.Seeds)
                : null,
        };
    }

    private static Verdict Exact(string metric, EvaluationCell cell, VerdictSide first, VerdictSide second, bool maximize)
    {
        var (one, other) = (first.Numbers[0].Value, second.Numbers[0].Value);
        var outcome = MetricName.IsSame(metric, one, other) ? VerdictOutcome.Same : maximize == one > other ? VerdictOutcome.FirstIsBetter : VerdictOutcome.SecondIsBetter;
        return None(metric, cell, first, second, outcome, null) with { IsExact = true };
    }

    private static string Poor(VerdictSide side) => side.Numbers.Count == 0
        ? $"{side.Label} has no number there"
        : $"{side.Label} has one seed with a number there, and a spread needs two";

    private static Verdict None(string metric, EvaluationCell cell, VerdictSide first, VerdictSide second, VerdictOutcome outcome, string? reason) => new()
    {
        Metric = metric,
        Cell = cell,
        First = first,
        Second = second,
        Outcome = outcome,
        Difference = null,
        MoreSeeds = null,
        Reason = reason,
    };
}
