using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Tests.Comparisons;

public sealed class ComparisonTests
{
    private readonly TrialGroups<TrialResult> groups = Sample.Groups(Sample.Trials());

    private readonly Measurement[] rows =
    [
        Sample.Row("1-1", 8, 1), Sample.Row("1-2", 6, 1), Sample.Row("1-1", 1.05, 4, floor: 0.2), Sample.Row("1-2", 1.05, 4, floor: 0.2), Sample.Row("1-1", 1, 20), Sample.Row("1-2", 1, 20),
        Sample.Row("1-1", 99, 4, step: 500), Sample.Row("1-1", 10, 1, "curvature"), Sample.Row("1-1", 12, 20, "curvature"),
        Sample.Row("1-3", 1.3, 1), Sample.Row("1-3", 0.8, 4), Sample.Row("1-3", 0.9, 20), Sample.Row("1-3", 0.25, 20, "curvature"),
        Sample.Row("1-3", 5, 9, solver: "heun"),
    ];

    [Fact]
    public void Of_Seeds_GivesMeanAndSpreadAtTheirStep()
    {
        var comparison = Sample.Compare(groups, rows);

        Assert.Equal([1, 4, 20], comparison.Columns.Select(column => column.Number));
        Assert.Equal(7, comparison.Rows[0].Cells[0]!.Spread!.Mean);
        Assert.Equal(Math.Sqrt(2), comparison.Rows[0].Cells[0]!.Spread!.StandardDeviation!.Value, 12);
        Assert.Equal(1.05, comparison.Rows[0].Cells[1]!.Spread!.Mean, 12);
        Assert.Equal(0.2, comparison.Floor!.Value, 12);
    }

    [Fact]
    public void Of_Curvature_IsThatOfTheLargestNfe() =>
        Assert.Equal([12, 0.25], Sample.Compare(groups, rows).Rows.Select(row => row.Curvature!.Spread!.Mean));

    [Fact]
    public void NfeNearBest_SmallGainAfterwards_IsTheFirstWithinTenPercent()
    {
        var comparison = Sample.Compare(groups, rows);

        Assert.Equal([4, 4], comparison.Rows.Select(row => row.NfeNearBest!.Value));
    }

    [Fact]
    public void NfeNearBest_OfAScoreThatRises_CountsFromTheLargest()
    {
        var comparison = Sample.Compare(
            groups,
            [Sample.Row("1-1", 0.2, 1, "recall[x]"), Sample.Row("1-1", 0.55, 4, "recall[x]"), Sample.Row("1-1", 0.6, 20, "recall[x]"), Sample.Row("1-3", 0.3, 1, "recall[x]")],
            "recall[x]",
            "euler");

        Assert.Equal(4, comparison.Rows[0].NfeNearBest);
    }

    [Fact]
    public void Of_PartlyEvaluated_CountsTheTrials()
    {
        var row = Sample.Compare(groups, rows).Rows[1];

        Assert.Equal((1, 2), row.Seeds);
    }

    [Fact]
    public void Of_NothingEvaluated_HasEmptyRows()
    {
        var row = Sample.Compare(groups, []).Rows[0];

        Assert.Null(row.Curvature);
        Assert.Null(row.NfeNearBest);
        Assert.Empty(row.Cells);
    }

    [Fact]
    public void Of_CurvatureOfOneStep_DecidesNothing()
    {
        var comparison = Sample.Compare(
            groups,
            [
                Sample.Row("1-1", 0, 1, "curvature"), Sample.Row("1-1", 12, 4, "curvature"), Sample.Row("1-1", 12.5, 20, "curvature"),
                Sample.Row("1-3", 1.9e-14, 1, "curvature"), Sample.Row("1-3", 0.2, 4, "curvature"), Sample.Row("1-3", 0.25, 20, "curvature"),
            ],
            "curvature",
            "euler");

        Assert.Equal([4, 4], comparison.Rows.Select(row => row.NfeNearBest!.Value));
        Assert.Equal(["Left out: trials 1-2, 1-4 (no evaluation yet).", CellNotes.ByConstructionNote], comparison.Notes);
    }

    [Fact]
    public void Of_OnlyOneStep_HasNoCurvatureToCompare()
    {
        var comparison = Sample.Compare(groups, [Sample.Row("1-1", 0, 1, "curvature"), Sample.Row("1-3", 1e-14, 1, "curvature")], "curvature", "euler");

        Assert.All(comparison.Rows, row => Assert.Null(row.NfeNearBest));
    }

    [Fact]
    public void Of_CellThatFailedForOneSeed_IsTheMeanOfTheOthersAndSaysWhy()
    {
        var comparison = Sample.Compare(
            groups,
            [Sample.Row("1-1", 2, 4), Sample.Row("1-2", double.NaN, 4) with { Remark = "the step became too small." }, Sample.Row("1-3", 3, 4)],
            "wasserstein2",
            "euler");

        Assert.Equal(("1 of 2", 2.0), (CellNotes.Share(comparison.Rows[0].Cells[0]!), comparison.Rows[0].Cells[0]!.Spread!.Mean));
        Assert.Equal("No number for independent, W2 at euler-4 (1 of 2 seeds): the step became too small.", comparison.Notes[1]);
    }

    [Fact]
    public void Of_SeedsAtDifferentSteps_AveragesAtTheStepThatAllHave()
    {
        var comparison = Sample.Compare(
            groups,
            [
                Sample.Row("1-1", 1.64), Sample.Row("1-1", 2.02, step: 2000), Sample.Row("1-2", 1.58),
                Sample.Row("1-3", 0.8), Sample.Row("1-3", 0.7, step: 2000), Sample.Row("1-4", 0.9), Sample.Row("1-4", 0.6, step: 2000),
            ]);

        Assert.Equal(1000, comparison.Step);
        Assert.Equal([1.61, 0.85], comparison.Rows.Select(row => Math.Round(row.Cells[0]!.Spread!.Mean, 9)));
    }

    [Fact]
    public void Of_TrialThatWasCancelled_IsNotCountedAndSaid()
    {
        var comparison = Sample.Compare(
            Sample.Groups(Sample.Trial(1), Sample.Trial(2, endedEarly: "cancelled")), [Sample.Row("1-1", 1), Sample.Row("1-2", 50), Sample.Row("1-1", 2, step: 2000)]);

        Assert.Equal((1, 2), comparison.Rows[0].Seeds);
        Assert.Equal(2, comparison.Rows[0].Cells[0]!.Spread!.Mean);
        Assert.Equal(["Left out: trial 1-2 (cancelled)."], comparison.Notes);
    }

    [Fact]
    public void Of_LabelsThatReadTheSame_AreApartForDifferentAssignments()
    {
        var comparison = Sample.Compare(
            Sample.Groups(Rate(1, 0.00100001), Rate(2, 0.00100002), Rate(3, 0.00100001)), [Sample.Row("1-1", 1), Sample.Row("1-2", 5), Sample.Row("1-3", 2)]);

        Assert.Equal(["optimizer.learningRate 0.00100001", "optimizer.learningRate 0.00100002"], comparison.Rows.Select(row => row.Label));
        Assert.Equal([1.5, 5], comparison.Rows.Select(row => row.Cells[0]!.Spread!.Mean));

        static TrialResult Rate(int number, double rate) =>
            Sample.Trial(number, "learningRate 0.001") with { Assignment = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"optimizer.learningRate {rate}") };
    }

    [Fact]
    public void Of_Objective_IsReadAtTheStepThatIsCompared()
    {
        var comparison = Sample.Compare(
            groups, [Sample.Row("1-1", 3), Sample.Row("1-1", 1, step: 2000), Sample.Row("1-2", 5), Sample.Row("1-3", double.NaN)], objective: Objective.Of("wasserstein2@euler-4", maximize: false));

        Assert.Equal([4, null], comparison.Rows.Select(row => row.Objective?.Mean));
    }

    [Fact]
    public void Of_SolversWithDifferentNfe_SaysTheRangeOfAColumn()
    {
        var column = Assert.Single(Sample.Compare(groups, [Sample.Row("1-1", 1, nfe: 4), Sample.Row("1-3", 1, nfe: 12)]).Columns);

        Assert.Equal((4, 8.0, 4.0, 12.0), (column.Steps, column.Nfe, column.LeastNfe, column.MostNfe));
    }

    [Fact]
    public void Metrics_OfASpec_PutsItsFirstThatJudgesSamplesFirstAndCurvatureOnlyAlone()
    {
        Measurement[] all = [Sample.Row("1-1", 1, metric: "curvature"), Sample.Row("1-1", 80, metric: "fid[x]"), Sample.Row("1-1", 0.5, metric: "recall[x]")];

        Assert.Equal(["recall[x]", "fid[x]"], Comparison.Metrics(EqualSteps.Of(groups.All, all), ["curvature", "recall", "fid"]));
        Assert.Equal(["curvature"], Comparison.Metrics(EqualSteps.Of(groups.All, all[..1]), []));
    }
}
