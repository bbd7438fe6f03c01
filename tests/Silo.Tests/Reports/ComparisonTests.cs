using FastOde.Contracts.Trials;
using FastOde.Silo.Reports;
using static FastOde.Silo.Tests.TestSupport.Studies;

namespace FastOde.Silo.Tests.Reports;

public sealed class ComparisonTests
{
    [Fact]
    public void Of_TwoSeeds_GivesMeanAndStandardDeviation()
    {
        var study = Study(
            [Trial(1, "independent"), Trial(2, "independent", seed: 1)],
            Row("1-1", "wasserstein2", 4, 1.0), Row("1-2", "wasserstein2", 4, 3.0));

        var row = Assert.Single(Assert.Single(Comparison.Of(study)).Rows);

        Assert.Equal(2, row.Seeds);
        Assert.Equal(2.0, row.Distances[0]!.Spread!.Mean);
        Assert.Equal(Math.Sqrt(2), row.Distances[0]!.Spread!.StandardDeviation!.Value, 12);
    }

    [Fact]
    public void Of_Curvature_ComesFromTheFinestCell()
    {
        var study = Study(
            [Trial(1, "learned")],
            Row("1-1", "wasserstein2", 1, 5), Row("1-1", "wasserstein2", 100, 1),
            Row("1-1", "curvature", 1, 0), Row("1-1", "curvature", 100, 0.25));

        Assert.Equal(0.25, Assert.Single(Comparison.Of(study)).Rows[0].Curvature!.Spread!.Mean);
    }

    [Fact]
    public void Of_NfeNearBest_IsTheLeastWithinATenthOfTheRowsOwnBest()
    {
        var study = Study(
            [Trial(1, "learned")],
            Row("1-1", "wasserstein2", 1, 1.12), Row("1-1", "wasserstein2", 2, 1.09), Row("1-1", "wasserstein2", 8, 1.0), Row("1-1", "wasserstein2", 20, 1.3));

        Assert.Equal(2, Assert.Single(Comparison.Of(study)).Rows[0].NfeNearBest);
    }

    [Fact]
    public void Of_EarlierEvaluationsAndUnfinishedTrials_AreLeftOut()
    {
        var study = Study(
            [Trial(1, "learned"), Trial(2, "learned", seed: 1, state: TrialState.Diverged)],
            Row("1-1", "wasserstein2", 1, 9, step: 10000), Row("1-1", "wasserstein2", 1, 1), Row("1-2", "wasserstein2", 1, 50));

        var row = Assert.Single(Assert.Single(Comparison.Of(study)).Rows);

        Assert.Equal(1, row.Seeds);
        Assert.Equal((1, 1.0), (row.Distances[0]!.Count, row.Distances[0]!.Spread!.Mean));
    }

    [Fact]
    public void Of_NothingCompleted_IsEmpty() =>
        Assert.Empty(Comparison.Of(Study([Trial(1, "learned", state: TrialState.Failed)])));

    [Fact]
    public void Of_MetricsOfASpec_PutsItsFirstThatJudgesSamplesFirst()
    {
        var study = Study(
            [Trial(1, "learned")],
            Row("1-1", "curvature", 4, 1), Row("1-1", "fid[mnist-classifier]", 4, 80), Row("1-1", "recall[mnist-classifier]", 4, 0.5));

        var comparisons = Comparison.Of(study with { Metrics = ["curvature", "recall", "fid"] });

        Assert.Equal(["recall[mnist-classifier]", "fid[mnist-classifier]"], comparisons.Select(comparison => comparison.Metric));
    }

    [Fact]
    public void Of_NfeNearBestOfAScoreThatRises_CountsFromTheLargest()
    {
        var study = Study([Trial(1, "learned")], Row("1-1", "recall[x]", 1, 0.3), Row("1-1", "recall[x]", 4, 0.55), Row("1-1", "recall[x]", 20, 0.6));

        Assert.Equal(4, Assert.Single(Comparison.Of(study)).Rows[0].NfeNearBest);
    }

    [Fact]
    public void Of_SeveralSolvers_AreComparedApart()
    {
        var study = Study(
            [Trial(1, "learned")],
            Row("1-1", "wasserstein2", 4, 1), Row("1-1", "wasserstein2", 9, 2) with { Solver = "heun", Steps = 5 });

        Assert.Equal(["euler", "heun"], Comparison.Of(study).Select(comparison => comparison.Solver));
    }

    [Fact]
    public void Of_CurvatureOfOneStep_DoesNotDecideNfeNearBest()
    {
        var study = Study([Trial(1, "learned")], Row("1-1", "curvature", 1, 0), Row("1-1", "curvature", 2, 0.2), Row("1-1", "curvature", 4, 0.3));

        Assert.Equal(2, Assert.Single(Comparison.Of(study)).Rows[0].NfeNearBest);
    }

    [Fact]
    public void Of_CellThatFailed_LeavesTheOthersTheirVerdict()
    {
        var comparison = Assert.Single(Comparison.Of(Study(
            [Trial(1, "learned")],
            Row("1-1", "wasserstein2", 1, double.NaN) with { Remark = "points are not finite" }, Row("1-1", "wasserstein2", 2, 1.05), Row("1-1", "wasserstein2", 4, 1))));

        Assert.Equal(2, comparison.Rows[0].NfeNearBest);
        Assert.Equal(["No number for learned · beta 10, W2 at euler-1: points are not finite."], comparison.Notes);
    }
}
