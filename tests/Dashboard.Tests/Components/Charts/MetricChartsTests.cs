using Bunit;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Charts;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Charts;

public sealed class MetricChartsTests : DashboardContext
{
    private readonly MetricHistory history = new();

    [Fact]
    public void Charts_NoPointsYet_AreLossAndCurvature() => Assert.Equal(["loss", "curvature"], Shown());

    [Fact]
    public void Charts_MetricThatIsZeroThroughout_IsLeftOut()
    {
        history.Load([Sample.Series("1-1", "penalty", (100, 0), (200, 0)), Sample.Series("1-1", "velocityLoss", (100, 3))]);

        Assert.Equal(["loss", "curvature", "velocityLoss"], Shown());
    }

    [Fact]
    public void Charts_BinsOfTime_AreOneChartAMetric()
    {
        history.Load(
        [
            Sample.Series("1-1", "velocityLoss[t0.0-0.1]", (100, 2)), Sample.Series("1-1", "velocityLoss[t0.9-1.0]", (100, 3)),
            Sample.Series("1-1", "velocityVariance[t0.0-0.1]", (100, 1)),
        ]);

        Assert.Equal(["loss", "curvature", "velocityLoss-by-time", "velocityVariance-by-time"], Shown());
    }

    [Fact]
    public async Task Charts_OfManyMetrics_AreTheFirstFourUntilSomebodyComesNear()
    {
        history.Load([.. Enumerable.Range(0, 12).Select(number => Sample.Series("1-1", $"metric-{number:00}", (100, 3)))]);
        var charts = Rendered();
        Assert.Equal(["loss", "curvature", .. Enumerable.Range(0, 2).Select(number => $"metric-{number:00}")], Names(charts));

        var next = charts.FindComponents<WhenNear>()[4];
        await charts.InvokeAsync(next.Instance.Come);

        Assert.Equal("metric-02", Names(charts).Last());
        Assert.Equal(9, charts.FindAll(".chart-place").Count);
    }

    private static IEnumerable<string?> Names(IRenderedComponent<MetricCharts> charts) => charts.FindAll("[data-chart]").Select(chart => chart.GetAttribute("data-chart"));

    private IEnumerable<string?> Shown() => Names(Rendered());

    private IRenderedComponent<MetricCharts> Rendered() =>
        Render<MetricCharts>(parameters => parameters.Add(charts => charts.Groups, new TrialGroups<TrialSummary>(Sample.Trials())).Add(charts => charts.History, history));
}
