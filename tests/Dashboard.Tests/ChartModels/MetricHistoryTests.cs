using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class MetricHistoryTests
{
    private readonly MetricHistory history = new(maximumPoints: 4);

    [Fact]
    public void Append_AfterStoredHistory_JoinsIt()
    {
        history.Load([Sample.Series("1-1", "loss", (100, 3), (200, 2))]);
        history.Append("1-1", [Sample.Point(300, 1)]);

        Assert.Equal([(100, 3), (200, 2), (300, 1)], history.Points("1-1", "loss").Select(point => (point.X, point.Y)));
    }

    [Fact]
    public void Append_StepOfAResumedAttempt_ReplacesTheEarlierPoint()
    {
        history.Append("1-1", [Sample.Point(100, 3), Sample.Point(200, 2), Sample.Point(300, 9)]);
        history.Append("1-1", [Sample.Point(200, 2.5)]);

        Assert.Equal([3, 2.5, 9], history.Points("1-1", "loss").Select(point => point.Y));
    }

    [Fact]
    public void Append_LatePoint_GoesToItsPlace()
    {
        history.Append("1-1", [Sample.Point(300, 1), Sample.Point(100, 3)]);

        Assert.Equal([100, 300], history.Points("1-1", "loss").Select(point => point.X));
    }

    [Fact]
    public void Append_TooManyPoints_AreThinnedAndTheLastKept()
    {
        history.Append("1-1", Enumerable.Range(1, 9).Select(step => Sample.Point(step, step)));

        Assert.Equal([1, 3, 5, 7, 9], history.Points("1-1", "loss").Select(point => point.X));
    }

    [Fact]
    public void Names_SeveralMetrics_AreInOrder()
    {
        history.Append("1-1", [Sample.Point(1, 1, "penalty"), Sample.Point(1, 1), Sample.Point(1, 1, "curvature")]);

        Assert.Equal(["curvature", "loss", "penalty"], history.Names);
        Assert.Empty(history.Points("1-2", "loss"));
    }
}
