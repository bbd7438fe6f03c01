using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class CurvatureProfilesTests
{
    [Fact]
    public void Of_Seeds_IsTheirMeanAtTheMiddleOfEachBin()
    {
        var chart = CurvatureProfiles.Of(new TrialGroups<TrialSummary>(Sample.Trials()), [Profile("1-1", 1, 3), Profile("1-2", 3, 5), Profile("1-3", 2, 2)]);

        Assert.Equal([(0.25, 2), (0.75, 4)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal([0, 1], chart.Series.Select(line => line.ColorIndex));
        Assert.Contains("independent: largest, 4.00, at t = 0.75", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CouplingsFarApart_HasALogarithmicAxis()
    {
        var groups = new TrialGroups<TrialSummary>(Sample.Trials());

        Assert.True(CurvatureProfiles.Of(groups, [Profile("1-1", 12), Profile("1-3", 0.2)]).YAxis.Log);
        Assert.False(CurvatureProfiles.Of(groups, [Profile("1-1", 12), Profile("1-3", 0)]).YAxis.Log);
    }

    private static CurvatureProfile Profile(string trial, params double[] bins) => new() { TrialId = trial, Step = 1000, Bins = bins };
}
