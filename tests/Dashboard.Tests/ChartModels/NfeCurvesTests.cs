using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class NfeCurvesTests
{
    private readonly TrialGroups<TrialSummary> groups = new(Sample.Trials());

    [Fact]
    public void Of_Seeds_GroupsByNumberAndPlacesThemAtTheMeasuredNfe()
    {
        var chart = NfeCurves.Of(
            groups,
            EqualSteps.Of(groups.All, [Sample.Row("1-1", 2, 1e-5, nfe: 40), Sample.Row("1-2", 4, 1e-5, nfe: 44), Sample.Row("1-1", 8, 1e-3, nfe: 20), Sample.Row("1-3", 1, 1e-3, nfe: 14)]),
            "wasserstein2",
            "euler");

        Assert.Equal(["independent", "learned"], chart.Series.Select(line => line.Name));
        Assert.Equal([20, 42], chart.Series[0].Points.Select(point => point.X));
        Assert.Equal([8, 3], chart.Series[0].Points.Select(point => point.Y));
        Assert.Equal(3 - Math.Sqrt(2), chart.Series[0].Points[1].Low!.Value, 12);
        Assert.True(chart.XAxis.Log && chart.YAxis.Log);
    }

    [Fact]
    public void Of_AnAssignmentThatTheSolverCannotFollow_IsDrawnByAnotherAndSaysSo()
    {
        var chart = NfeCurves.Of(
            groups,
            EqualSteps.Of(groups.All, [Sample.Row("1-1", 8, 1), Sample.Row("1-3", 7, 1), Sample.Row("1-3", 2, 1) with { Solver = "flow-map" }]),
            "wasserstein2",
            "flow-map");

        Assert.Equal(["independent (euler)", "learned"], chart.Series.Select(line => line.Name));
        Assert.Equal([8, 2], chart.Series.Select(line => line.Points[0].Y));
    }

    [Fact]
    public void Of_Floor_IsALineToReadAgainst()
    {
        var chart = NfeCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", 2, floor: 0.2), Sample.Row("1-3", 2, floor: 0.22)]), "wasserstein2", "euler");

        Assert.Equal(0.21, Assert.Single(chart.ReferenceLines).Value, 12);
    }

    [Fact]
    public void Of_ValuesThatALogAxisCannotShow_AreLeftOut()
    {
        var chart = NfeCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", 0, 1), Sample.Row("1-1", double.NaN, 2), Sample.Row("1-1", 1, 4)]), "wasserstein2", "euler");

        Assert.Equal(4, Assert.Single(chart.Series[0].Points).X);
    }

    [Theory]
    [InlineData("recall[x]", 0.5)]
    [InlineData("nll", -1.5)]
    public void YAxis_OfFractionsAndOfValuesBelowZero_IsLinear(string metric, double value)
    {
        var chart = NfeCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", value, 4, metric)]), metric, "euler");

        Assert.False(chart.YAxis.Log);
        Assert.Equal(value, Assert.Single(chart.Series[0].Points).Y);
    }

    [Fact]
    public void Of_CurvatureOfASingleStep_IsRoundingAndLeftOut()
    {
        var chart = NfeCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", 1.4e-14, 1, "curvature"), Sample.Row("1-1", 12, 4, "curvature")]), "curvature", "euler");

        Assert.Equal(4, Assert.Single(chart.Series[0].Points).X);
        Assert.Equal([CellNotes.ByConstructionNote], chart.Notes);
    }

    [Fact]
    public void Of_CellThatFailed_IsLeftOutWithItsReason()
    {
        var chart = NfeCurves.Of(
            groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", double.NaN, 4) with { Remark = "the step became too small" }, Sample.Row("1-1", 1, 8)]), "wasserstein2", "euler");

        Assert.Equal(8, Assert.Single(chart.Series[0].Points).X);
        Assert.Equal(["No number for independent, W2 at euler-4: the step became too small."], chart.Notes);
    }

    [Fact]
    public void Description_Values_AreTold() =>
        Assert.Contains(
            "independent: 1.22 at NFE 4",
            NfeCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-1", 1.22)]), "wasserstein2", "euler").Description,
            StringComparison.Ordinal);
}
