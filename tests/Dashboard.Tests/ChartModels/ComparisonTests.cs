using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ComparisonTests
{
    private readonly TrialGroups groups = new(Sample.Trials());

    private readonly EvaluationRecord[] rows =
    [
        Sample.Row("1-1", 8, 1), Sample.Row("1-2", 6, 1), Sample.Row("1-1", 1.05, 4, floor: 0.2), Sample.Row("1-2", 1.05, 4, floor: 0.2), Sample.Row("1-1", 1, 20), Sample.Row("1-2", 1, 20),
        Sample.Row("1-1", 99, 4, step: 500), Sample.Row("1-1", 10, 1, "curvature"), Sample.Row("1-1", 12, 20, "curvature"),
        Sample.Row("1-3", 1.3, 1), Sample.Row("1-3", 0.8, 4), Sample.Row("1-3", 0.9, 20), Sample.Row("1-3", 0.25, 20, "curvature"),
        Sample.Row("1-3", 5, 9, solver: "heun"),
    ];

    [Fact]
    public void Of_Seeds_GivesMeanAndSpreadOfTheLatestEvaluation()
    {
        var comparison = Comparison.Of(groups, rows, "wasserstein2", "euler");

        Assert.Equal([1, 4, 20], comparison.Numbers);
        Assert.Equal(7, comparison.Rows[0].Cells[0]!.Spread!.Mean);
        Assert.Equal(Math.Sqrt(2), comparison.Rows[0].Cells[0]!.Spread!.StandardDeviation!.Value, 12);
        Assert.Equal(1.05, comparison.Rows[0].Cells[1]!.Spread!.Mean, 12);
        Assert.Equal(0.2, comparison.Floor!.Value, 12);
    }

    [Fact]
    public void Of_Curvature_IsThatOfTheLargestNfe() =>
        Assert.Equal([12, 0.25], Comparison.Of(groups, rows, "wasserstein2", "euler").Rows.Select(row => row.Curvature!.Spread!.Mean));

    [Fact]
    public void NfeNearBest_SmallGainAfterwards_IsTheFirstWithinTenPercent()
    {
        var comparison = Comparison.Of(groups, rows, "wasserstein2", "euler");

        Assert.Equal([4, 4], comparison.Rows.Select(row => row.NfeNearBest!.Value));
    }

    [Fact]
    public void Best_OfAScoreThatRises_IsTheLargestAndItsNeighboursCount()
    {
        var comparison = Comparison.Of(
            groups,
            [Sample.Row("1-1", 0.2, 1, "recall[x]"), Sample.Row("1-1", 0.55, 4, "recall[x]"), Sample.Row("1-1", 0.6, 20, "recall[x]"), Sample.Row("1-3", 0.3, 1, "recall[x]")],
            "recall[x]",
            "euler");

        Assert.Equal([false, true], comparison.Rows.Select(row => comparison.Best(0).Marks(row.Cells[0])));
        Assert.Equal(4, comparison.Rows[0].NfeNearBest);
    }

    [Fact]
    public void Of_PartlyEvaluated_CountsTheTrials()
    {
        var row = Comparison.Of(groups, rows, "wasserstein2", "euler").Rows[1];

        Assert.Equal((1, 2), row.Seeds);
        Assert.Equal([1000], row.Steps);
    }

    [Fact]
    public void Best_Column_IsTheSmallestMean()
    {
        var comparison = Comparison.Of(groups, rows, "wasserstein2", "euler");

        Assert.Equal([false, true], comparison.Rows.Select(row => comparison.Best(0).Marks(row.Cells[0])));
        Assert.Equal([false, true], comparison.Rows.Select(row => comparison.BestCurvature.Marks(row.Curvature)));
    }

    [Fact]
    public void Of_NothingEvaluated_HasEmptyRows()
    {
        var row = Comparison.Of(groups, [], "wasserstein2", "euler").Rows[0];

        Assert.Null(row.Curvature);
        Assert.Null(row.NfeNearBest);
        Assert.Empty(row.Cells);
    }

    [Fact]
    public void Of_CurvatureOfOneStep_DecidesNothing()
    {
        var comparison = Comparison.Of(
            groups,
            [
                Sample.Row("1-1", 0, 1, "curvature"), Sample.Row("1-1", 12, 4, "curvature"), Sample.Row("1-1", 12.5, 20, "curvature"),
                Sample.Row("1-3", 1.9e-14, 1, "curvature"), Sample.Row("1-3", 0.2, 4, "curvature"), Sample.Row("1-3", 0.25, 20, "curvature"),
            ],
            "curvature",
            "euler");

        Assert.Equal([false, false], comparison.Rows.Select(row => comparison.Best(0).Marks(row.Cells[0])));
        Assert.Equal([4, 4], comparison.Rows.Select(row => row.NfeNearBest!.Value));
        Assert.Equal([CellNotes.ByConstructionNote], comparison.Notes);
    }

    [Fact]
    public void Of_OnlyOneStep_HasNoCurvatureToCompare()
    {
        var comparison = Comparison.Of(groups, [Sample.Row("1-1", 0, 1, "curvature"), Sample.Row("1-3", 1e-14, 1, "curvature")], "curvature", "euler");

        Assert.All(comparison.Rows, row => Assert.False(comparison.BestCurvature.Marks(row.Curvature)));
        Assert.All(comparison.Rows, row => Assert.Null(row.NfeNearBest));
    }

    [Fact]
    public void Of_CellThatFailedForOneSeed_IsTheMeanOfTheOthersAndSaysWhy()
    {
        var comparison = Comparison.Of(
            groups,
            [Sample.Row("1-1", 2, 4), Sample.Row("1-2", double.NaN, 4) with { Remark = "the step became too small." }, Sample.Row("1-3", 3, 4)],
            "wasserstein2",
            "euler");

        Assert.Equal(("1 of 2", 2.0), (CellNotes.Share(comparison.Rows[0].Cells[0]!), comparison.Rows[0].Cells[0]!.Spread!.Mean));
        Assert.Equal(["No number for independent, W2 at euler-4 (1 of 2 seeds): the step became too small."], comparison.Notes);
        Assert.True(comparison.Best(0).Marks(comparison.Rows[0].Cells[0]));
    }
}
