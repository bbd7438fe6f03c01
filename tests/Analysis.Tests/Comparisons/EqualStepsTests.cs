using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Comparisons;

public sealed class EqualStepsTests
{
    private static readonly TrialResult[] Trials = [.. Sample.Trials()];

    [Fact]
    public void Of_SeedsAtDifferentSteps_IsTheLargestThatAllHave()
    {
        var equal = EqualSteps.Of(Trials, Evaluated(("1-1", 3000), ("1-2", 2000), ("1-3", 3000), ("1-4", 3000)));

        Assert.Equal(2000, equal.Step);
        Assert.All(equal.Rows, row => Assert.Equal(2000, row.Step));
        Assert.Equal(["1-1", "1-2", "1-3", "1-4"], equal.TrialIds);
        Assert.Empty(equal.Notes);
        Assert.Equal([(3000, 3), (2000, 4), (1000, 4)], equal.Steps);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("diverged")]
    [InlineData("cancelled")]
    public void Of_TrialThatEndedEarly_IsLeftOutWithTheReason(string how)
    {
        var equal = EqualSteps.Of([.. Trials[..3], Trials[3] with { EndedEarly = how }], Evaluated(("1-1", 3000), ("1-2", 3000), ("1-3", 3000), ("1-4", 1000)));

        Assert.Equal(3000, equal.Step);
        Assert.Equal([$"Left out: trial 1-4 ({how})."], equal.Notes);
    }

    [Fact]
    public void Of_TrialWithoutAnEvaluation_HoldsNobodyBack()
    {
        var equal = EqualSteps.Of(Trials, Evaluated(("1-1", 2000), ("1-3", 2000)));

        Assert.Equal(2000, equal.Step);
        Assert.Equal(["Left out: trials 1-2, 1-4 (no evaluation yet)."], equal.Notes);
    }

    [Fact]
    public void Of_EveryEvaluatedTrialCancelled_ComparesThem()
    {
        var equal = EqualSteps.Of([Trials[0] with { EndedEarly = "cancelled" }, Trials[1] with { EndedEarly = "cancelled" }], Evaluated(("1-1", 2000), ("1-2", 1000)));

        Assert.Equal(1000, equal.Step);
        Assert.Equal(["1-1", "1-2"], equal.TrialIds);
        Assert.Empty(equal.Notes);
    }

    [Fact]
    public void Of_AStepThatWasAskedFor_LeavesOutThoseThatLackIt()
    {
        var equal = EqualSteps.Of(Trials, Evaluated(("1-1", 3000), ("1-2", 2000), ("1-3", 3000), ("1-4", 3000)), 3000);

        Assert.Equal(3000, equal.Step);
        Assert.Equal(["Left out: trial 1-2 (no evaluation at step 3,000)."], equal.Notes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(77)]
    public void Of_NoStepThatAllHave_IsTheLargestThatMostHave(int? asked)
    {
        Measurement[] rows = [Sample.Row("1-1", 1, step: 100), Sample.Row("1-2", 1, step: 150), Sample.Row("1-3", 1, step: 150), Sample.Row("1-4", 1, step: 200)];
        var equal = EqualSteps.Of(Trials, rows, asked);

        Assert.Equal(150, equal.Step);
        Assert.Equal(["Left out: trials 1-1, 1-4 (no evaluation at step 150)."], equal.Notes);
    }

    [Fact]
    public void Of_NothingEvaluated_HasNoStep()
    {
        var equal = EqualSteps.Of(Trials, []);

        Assert.Null(equal.Step);
        Assert.Empty(equal.Rows);
    }

    [Fact]
    public void Of_RowsOfOtherTrials_AreNotCompared() =>
        Assert.Equal(["1-1"], EqualSteps.Of([Trials[0]], Evaluated(("1-1", 1000), ("1-2", 2000))).TrialIds);

    [Fact]
    public void Notes_ManyTrials_NameTheFirst() => Assert.Equal(
        ["Left out: trials 1-1, 1-2, 1-3, 1-4, 1-5 and 3 more (no evaluation yet)."],
        EqualSteps.Of(Enumerable.Range(1, 8).Select(number => Sample.Trial(number)), []).Notes);

    private static IEnumerable<Measurement> Evaluated(params (string Trial, int Last)[] Trials) =>
        from trial in Trials
        from step in Enumerable.Range(1, trial.Last / 1000)
        select Sample.Row(trial.Trial, step, step: 1000 * step);
}
