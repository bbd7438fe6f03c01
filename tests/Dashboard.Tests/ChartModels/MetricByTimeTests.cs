using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class MetricByTimeTests
{
    private readonly TrialGroups<TrialSummary> groups = new(Sample.Trials());
    private readonly MetricHistory history = new();

    [Fact]
    public void Of_BinsOfTwoTrials_AreALineEachOverTheMiddlesOfTheBins()
    {
        history.Load(
        [
            Sample.Series("1-1", "velocityLoss[t0.9-1.0]", (1, 9), (2, 8)), Sample.Series("1-1", "velocityLoss[t0.0-0.1]", (1, 3), (2, 2)),
            Sample.Series("1-4", "velocityLoss[t0.4-0.5]", (1, 5)), Sample.Series("1-4", "velocityLoss", (1, 7)),
            Sample.Series("1-1", "velocityVariance[t0.4-0.5]", (1, 6)),
        ]);

        var chart = MetricByTime.Of("velocityLoss", groups, history, null);

        Assert.Equal(["1-1", "1-4"], chart.Series.Select(line => line.Id));
        Assert.Equal([new ChartPoint(0.05, 2), new ChartPoint(0.95, 8)], chart.Series[0].Points);
        Assert.Equal([new ChartPoint(0.45, 5)], chart.Series[1].Points);
        Assert.Equal("Velocity loss by time", chart.Title);
        Assert.Contains("1-1: 2.00 at data, 8.00 at noise", chart.Description, StringComparison.Ordinal);
        Assert.Equal([new ChartPoint(0.45, 6)], Assert.Single(MetricByTime.Of("velocityVariance", groups, history, null).Series).Points);
    }

    [Theory]
    [InlineData("velocityLoss[t0.9-1.0]", true)]
    [InlineData("velocityVariance[t0.0-0.1]", true)]
    [InlineData("velocityLoss", false)]
    [InlineData("fid[mnist-classifier]", false)]
    public void IsBin_Name_SaysWhetherItIsABin(string metric, bool expected) => Assert.Equal(expected, MetricByTime.IsBin(metric));
}
