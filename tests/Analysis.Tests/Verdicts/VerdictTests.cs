using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;

namespace FastOde.Analysis.Tests.Verdicts;

public sealed class VerdictTests
{
    private static readonly EvaluationCell Cell = new("euler", 4);

    [Fact]
    public void Of_SameSeeds_ComparesPairByPair()
    {
        // Differences -1, -1.2, -0.8, -1: mean -1, deviation 0.163, t₀.₉₇₅ with 3 degrees of freedom 3.182.
        var verdict = Judge([1, 2, 3, 4], [2, 3.2, 3.8, 5]);

        Assert.Equal(VerdictOutcome.FirstIsBetter, verdict.Outcome);
        Assert.True(verdict.Difference!.IsPaired);
        Assert.Equal((-1, -1.2598, -0.7402), (verdict.Difference.Mean, Math.Round(verdict.Difference.Low, 4), Math.Round(verdict.Difference.High, 4)));
        Assert.Equal("learned is better than independent in W2 at euler-4 by 1.00 (95 % interval 0.740 to 1.26).", verdict.Sentence);
        Assert.Equal(
            "Paired over 4 seeds: t test p = 0.0012, Wilcoxon's signed-rank test p = 0.12, with so few seeds never below 0.12; effect size 4.5 standard deviations.",
            verdict.Evidence);
    }

    [Fact]
    public void Of_OtherSeeds_IsWelchsTest()
    {
        // Welch: variances 1 and 4, t = -3/√(1/3 + 4/3), (5/3)²/((1/3)²/2 + (4/3)²/2) = 2.941 degrees of freedom.
        var verdict = Judge([1, 2, 3], [3, 5, 7], firstOfSecond: 10);

        Assert.False(verdict.Difference!.IsPaired);
        Assert.Equal((-3, 0.1045), (verdict.Difference.Mean, Math.Round(verdict.Difference.P, 4)));
        Assert.Equal(0.2, verdict.Difference.RankP, 12);
        Assert.Equal(VerdictOutcome.NotDistinguishable, verdict.Outcome);
    }

    [Fact]
    public void Of_SpreadThatHidesTheDifference_SaysHowManySeedsWouldTell()
    {
        var verdict = Judge([1, 4, 2, 5], [2, 4.5, 1.8, 6.5]);

        Assert.Equal(VerdictOutcome.NotDistinguishable, verdict.Outcome);
        Assert.Equal(14, verdict.MoreSeeds);
        Assert.Equal(
            "Not distinguishable yet in W2 at euler-4: learned minus independent is -0.700 (95 % interval -1.85 to 0.455). If it is as large as it looks, about 14 more seeds of each would tell.",
            verdict.Sentence);
    }

    [Fact]
    public void Of_HardlyAnyDifference_SaysThatNoReasonableNumberTells()
    {
        var verdict = Judge([1, 2, 1.5], [2, 1.0001, 1.5]);

        Assert.Null(verdict.MoreSeeds);
        Assert.EndsWith("If it is no larger than it looks, more than 1,000 seeds of each would be needed to tell.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoSeedsOfEach_SaysNothingOfHowManyMoreWouldTell()
    {
        var verdict = Judge([1.72, 1.609], [1.335, 1.5]);

        Assert.Equal(VerdictOutcome.NotDistinguishable, verdict.Outcome);
        Assert.Equal((null, null), (verdict.Difference!.EffectSize, verdict.MoreSeeds));
        Assert.EndsWith("The spread of so few seeds does not say how many more would tell; a third of each says more.", verdict.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("effect size", verdict.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recall[x]", null, VerdictOutcome.SecondIsBetter)]
    [InlineData("value", true, VerdictOutcome.SecondIsBetter)]
    [InlineData("value", null, VerdictOutcome.FirstIsBetter)]
    public void Of_MoreIsBetter_TurnsTheVerdict(string metric, bool? maximize, VerdictOutcome expected) => Assert.Equal(
        expected, Verdict.Of(metric, Cell, Side("a", 0, 0.1, 0.2, 0.15), Side("b", 0, 0.5, 0.6, 0.57), maximize).Outcome);

    [Fact]
    public void Of_OneSeed_SaysWhatIsMissing()
    {
        Assert.Equal("No verdict on W2 at euler-4: independent has one seed with a number there, and a spread needs two.", Judge([1, 2], [1]).Sentence);
        Assert.Equal("No verdict on W2 at euler-4: learned has no number there.", Judge([double.NaN, double.NaN], [1, 2]).Sentence);
        Assert.Equal("", Judge([1, 2], [1]).Evidence);
    }

    [Fact]
    public void Of_SeedWithoutANumber_LeavesOutItsPairAndSaysSo()
    {
        var verdict = Judge([1, 2, double.PositiveInfinity, 3], [2.1, 3, 0, 4.1]);

        Assert.Equal((true, 3), (verdict.Difference!.IsPaired, verdict.Difference.Seeds));
        Assert.EndsWith(" 1 seed has no number there and is left out.", verdict.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualValues_IsNoDifference()
    {
        Assert.Equal("No difference in W2 at euler-4: every seed of both has 1.05.", Judge([1.05, 1.05], [1.05, 1.05]).Sentence);
    }

    [Fact]
    public void Of_ValuesWithoutSpread_AreTold()
    {
        var verdict = Judge([1, 1], [2, 2]);

        Assert.Equal(VerdictOutcome.FirstIsBetter, verdict.Outcome);
        Assert.Null(verdict.Difference!.EffectSize);
        Assert.Equal("Paired over 2 seeds: t test p < 0.0001, Wilcoxon's signed-rank test p = 0.50, with so few seeds never below 0.50.", verdict.Evidence);
    }

    [Fact]
    public void Of_GroupsAtEqualSteps_ReadsTheCell()
    {
        var groups = Sample.Groups(Sample.Trials());
        var steps = EqualSteps.Of(groups.All, [Sample.Row("1-1", 2), Sample.Row("1-2", 3), Sample.Row("1-3", 1), Sample.Row("1-4", 2), Sample.Row("1-1", 9, 8)]);

        Assert.Equal("learned is better than independent in W2 at euler-4 by 1.00 (95 % interval 1.00 to 1.00).", Verdict.Of(groups, steps, "wasserstein2", Cell, 0, 1).Sentence);
    }

    [Fact]
    public void Of_ZeroByConstruction_SaysNothing()
    {
        var groups = Sample.Groups(Sample.Trials());
        var steps = EqualSteps.Of(groups.All, ((string[])["1-1", "1-2", "1-3", "1-4"]).Select(trial => Sample.Row(trial, 0, 1, "curvature")));

        Assert.Equal("No verdict on curvature at euler-1: it is 0 by construction there.", Verdict.Of(groups, steps, "curvature", new("euler", 1), 0, 1).Sentence);
    }

    [Theory]
    [InlineData(1.25, 0.5, null, VerdictOutcome.SecondIsBetter, "b is better than a in value by 0.750. Its values are exact: no seeds are needed.")]
    [InlineData(1.25, 0.5, true, VerdictOutcome.FirstIsBetter, "a is better than b in value by 0.750. Its values are exact: no seeds are needed.")]
    [InlineData(0.5, 0.5, null, VerdictOutcome.Same, "No difference in value: both have 0.500. Its values are exact: no seeds are needed.")]
    [InlineData(double.NaN, 0.5, null, VerdictOutcome.Unknown, "No verdict on value: a has no number there.")]
    public void Of_ExactValues_NeedsOneSeed(double first, double second, bool? maximize, VerdictOutcome outcome, string sentence)
    {
        var verdict = Verdict.Of("value", new("", 0), Side("a", 0, first), Side("b", 0, second), maximize, isExact: true);

        Assert.Equal((outcome, sentence, ""), (verdict.Outcome, verdict.Sentence, verdict.Evidence));
    }

    [Fact]
    public void Of_ExactGroups_NeedsOneSeed()
    {
        var groups = new TrialGroups<TrialResult>([Sample.Trial(1), Sample.Trial(3, "learned")]) { IsExact = true };
        var steps = EqualSteps.Of(groups.All, [Sample.Row("1-1", 2), Sample.Row("1-3", 1)]);

        Assert.Equal(VerdictOutcome.SecondIsBetter, Verdict.Of(groups, steps, "wasserstein2", Cell, 0, 1).Outcome);
    }

    [Fact]
    public void CautionAmong_Several_IsForValuesThatVary()
    {
        Assert.StartsWith("This is right for two", Judge([1, 1.1], [2, 2.1]).CautionAmong(3), StringComparison.Ordinal);
        Assert.Empty(Judge([1, 1.1], [2, 2.1]).CautionAmong(2));
        Assert.Empty(Verdict.Of("value", new("", 0), Side("a", 0, 1), Side("b", 0, 2), isExact: true).CautionAmong(30));
    }

    private static Verdict Judge(double[] learned, double[] independent, long firstOfSecond = 0) =>
        Verdict.Of("wasserstein2", Cell, Side("learned", 0, learned), Side("independent", firstOfSecond, independent));

    private static VerdictSide Side(string label, long firstSeed, params double[] values) =>
        new(label, [.. values.Select((value, index) => new SeedValue(firstSeed + index, value))]);
}
