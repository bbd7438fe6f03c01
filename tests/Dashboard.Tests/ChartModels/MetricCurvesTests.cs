using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class MetricCurvesTests
{
    private readonly TrialGroups<TrialSummary> groups = new(Sample.Trials());
    private readonly MetricHistory history = new();

    [Fact]
    public void Of_SeedsOfOneAssignment_ShareNameAndColour()
    {
        history.Load([Sample.Series("1-1", "loss", (1, 2)), Sample.Series("1-2", "loss", (1, 3)), Sample.Series("1-4", "loss", (1, 4))]);

        var chart = MetricCurves.Of(groups, history, "loss", null);

        Assert.Equal(["independent", "independent", "learned"], chart.Series.Select(line => line.Name));
        Assert.Equal([0, 0, 1], chart.Series.Select(line => line.ColorIndex));
        Assert.Equal("trial 1-2, seed 1", chart.Series[1].Detail);
    }

    [Fact]
    public void Of_LogarithmicAxis_LeavesOutWhatItCannotShow()
    {
        history.Load([Sample.Series("1-1", "penalty", (1, 0), (2, double.NaN), (3, 5))]);

        Assert.Equal([5], MetricCurves.Of(groups, history, "penalty", ScaleChoice.Logarithmic).Series[0].Points.Select(point => point.Y));
        Assert.Equal([0, 5], MetricCurves.Of(groups, history, "penalty", ScaleChoice.Linear).Series[0].Points.Select(point => point.Y));
    }

    [Theory]
    [InlineData(1, 5, false)]
    [InlineData(0.05, 12, true)]
    [InlineData(-1, 12, false)]
    public void Of_AutomaticScale_IsLogarithmicOverMoreThanADecade(double least, double greatest, bool log)
    {
        history.Load([Sample.Series("1-1", "curvature", (1, least), (2, greatest))]);

        Assert.Equal(log, MetricCurves.Of(groups, history, "curvature", null).YAxis.Log);
    }

    [Fact]
    public void Of_PartOfTheTrials_KeepsTheirColours()
    {
        history.Load([Sample.Series("1-1", "loss", (1, 2)), Sample.Series("1-3", "loss", (1, 3))]);

        var line = Assert.Single(MetricCurves.Of(groups.Only(["1-3"]), history, "loss", null).Series);

        Assert.Equal(("1-3", 1), (line.Id, line.ColorIndex));
    }

    [Fact]
    public void Description_Curves_TellsTheLatestMeans()
    {
        history.Load([Sample.Series("1-1", "loss", (100, 9), (200, 2)), Sample.Series("1-2", "loss", (200, 4))]);

        Assert.Contains("independent: 3.00 at step 200", MetricCurves.Of(groups, history, "loss", null).Description, StringComparison.Ordinal);
    }
}
