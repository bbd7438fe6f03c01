using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class TrialDifferencesTests
{
    [Fact]
    public void Of_TwoTrials_GivesTheChangeAgainstTheFirst()
    {
        var row = Assert.Single(TrialDifferences.Of(["1-3", "1-1"], [Sample.Row("1-1", 1), Sample.Row("1-3", 4), Sample.Row("1-2", 7)]));

        Assert.Equal([4, 1], row.Values);
        Assert.Equal([null, -0.75], row.Changes);
        Assert.Equal(1, row.Best);
    }

    [Fact]
    public void Best_OfAScoreThatRises_IsTheLargest() =>
        Assert.Equal(0.8, Assert.Single(TrialDifferences.Of(["1-1", "1-3"], [Sample.Row("1-1", 0.8, metric: "precision[x]"), Sample.Row("1-3", 0.6, metric: "precision[x]")])).Best);

    [Fact]
    public void Of_CellThatOneTrialLacks_IsEmptyThere()
    {
        var rows = TrialDifferences.Of(["1-1", "1-3"], [Sample.Row("1-1", 1), Sample.Row("1-3", 2, 8)]);

        Assert.Equal([1, null], rows[0].Values);
        Assert.Equal([null, null], rows[1].Changes);
    }

    [Fact]
    public void Of_ValuesThatAreRoundingOnly_HaveNoChange() =>
        Assert.Equal([null, null], Assert.Single(TrialDifferences.Of(["1-1", "1-3"], [Sample.Row("1-1", 1e-14), Sample.Row("1-3", 4e-14)])).Changes);
}
