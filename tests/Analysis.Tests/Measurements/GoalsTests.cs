using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class GoalsTests
{
    private static readonly Measurement[] Evaluation =
    [
        Sample.Row("1-1", 9, 1), Sample.Row("1-1", 4, 4), Sample.Row("1-1", 3, 20), Sample.Row("1-1", 2, 9, solver: "heun", nfe: 17) with { Seconds = 0.25 },
        Sample.Row("1-1", 0.5, 20, "curvature"),
    ];

    [Fact]
    public void Values_OfSeveralObjectivesAndDemands_AreInTheirOrder()
    {
        var goals = Goals.Of("wasserstein2@euler-4", maximize: false, ["curvature", "maximize nll", "nfe@heun-9", "seconds@heun-9"], ["wasserstein2@euler-20 <= 5"]);

        Assert.Equal(4, goals.ValueIn(Evaluation));
        Assert.Equal([0.5, null, 17, 0.25, 3], goals.OthersIn(Evaluation));
        Assert.Equal([false, false, true, false, false], goals.Objectives.Select(objective => objective.Maximize));
    }

    [Theory]
    [InlineData("wasserstein2 <= 4", 4.0)]
    [InlineData("wasserstein2 <= 2", 17.0)]
    [InlineData("wasserstein2 <= 1", null)]
    public void Value_OfNfeAlone_IsTheLeastWhoseCellIsGoodEnough(string demand, double? expected)
    {
        var goals = Goals.Of("nfe", maximize: false, [], [demand]);

        Assert.Equal(expected, goals.ValueIn(Evaluation));
        Assert.Empty(goals.OthersIn(Evaluation));
        Assert.Empty(goals.Demands);
    }

    [Fact]
    public void Point_WithAMissingOrInfiniteValue_IsNone()
    {
        var goals = Goals.Of("f1", maximize: false, ["f2"], ["f1 <= 1"]);

        Assert.Equal([1, 2], goals.Point(1, [2, null]));
        Assert.Null(goals.Point(null, [2, 3]));
        Assert.Null(goals.Point(1, [null, 3]));
        Assert.Null(goals.Point(1, [double.PositiveInfinity]));
        Assert.Null(goals.Point(1, []));
    }

    [Fact]
    public void Violations_OfADemandOnTheBest_DependOnAllTrials()
    {
        var goals = Goals.Of("f1", maximize: false, [], ["fid within 10 % of best", "recall >= 0.5"]);

        Assert.Equal([0, 0.25 / 0.5, 10, double.PositiveInfinity], goals.Violations([[1, 0.5], [1.1, 0.25], [12.1, 0.75], [null, 0.5]]).Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void BestFirst_WithDemands_PutsThoseThatMissThemBehind()
    {
        var goals = Goals.Of("f1", maximize: true, [], ["f2 <= 1"]);
        (string Name, double? Value, double Demanded)[] trials = [("misses much", 9, 5), ("good", 2, 1), ("none", null, 1), ("best", 3, 0), ("misses little", 7, 2)];

        Assert.Equal(["best", "good", "misses little", "misses much", "none"], goals.BestFirst(trials, trial => trial.Value, trial => [trial.Demanded]).Select(trial => trial.Name));
    }
}
