using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ChartDeltaTests
{
    private readonly TrialGroups<TrialSummary> groups = new(Sample.Trials());
    private readonly MetricHistory history = new();

    public ChartDeltaTests() => history.Load([Sample.Series("1-1", "loss", (100, 3)), Sample.Series("1-3", "loss", (100, 2))]);

    [Fact]
    public void Between_NewPointsAtTheEnd_IsOnlyThese()
    {
        var drawn = Curves();
        history.Append("1-3", [Sample.Point(200, 1)]);

        var added = ChartDelta.Between(drawn, Curves());

        Assert.NotNull(added);
        Assert.Empty(added[0]);
        Assert.Equal([new ChartPoint(200, 1)], added[1]);
    }

    [Fact]
    public void Between_NewLine_AsksForANewDrawing()
    {
        var drawn = Curves();
        history.Append("1-2", [Sample.Point(100, 1)]);

        Assert.Null(ChartDelta.Between(drawn, Curves()));
    }

    [Fact]
    public void Between_ChangedPoint_AsksForANewDrawing()
    {
        var drawn = Curves();
        history.Append("1-1", [Sample.Point(100, 7)]);

        Assert.Null(ChartDelta.Between(drawn, Curves()));
    }

    [Fact]
    public void Between_OtherScale_AsksForANewDrawing() =>
        Assert.Null(ChartDelta.Between(Curves(), MetricCurves.Of(groups, history, "loss", ScaleChoice.Logarithmic)));

    [Fact]
    public void Between_PointBeyondTheEndOfALogarithmicAxis_AsksForANewDrawing()
    {
        LineChart Logarithmic() => MetricCurves.Of(groups, history, "loss", ScaleChoice.Logarithmic);
        var drawn = Logarithmic();
        history.Append("1-3", [Sample.Point(200, 2.5)]);
        Assert.NotNull(ChartDelta.Between(drawn, Logarithmic()));
        history.Append("1-3", [Sample.Point(300, 0.01)]);

        Assert.Null(ChartDelta.Between(drawn, Logarithmic()));
    }

    private LineChart Curves() => MetricCurves.Of(groups, history, "loss", ScaleChoice.Linear);
}
