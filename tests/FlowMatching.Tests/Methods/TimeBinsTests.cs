using FastOde.FlowMatching.Methods;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>Errors by bins of time.</summary>
public sealed class TimeBinsTests
{
    [Fact]
    public void Mean_SamplesOfABin_AreAveragedAndEndsBelongToTheOuterOnes()
    {
        var bins = new TimeBins();
        bins.Add([0, 0.05f, 0.35f, 1], [2, 4, 7, 9]);
        var others = new TimeBins();
        others.Add(0.31, 1);
        bins.Add(others);

        Assert.Equal([3.0, null, null, 4.0, null, null, null, null, null, 9.0], Enumerable.Range(0, TimeBins.Count).Select(bins.Mean));
    }

    [Fact]
    public void Clear_AfterSamples_LeavesNothing()
    {
        var bins = new TimeBins();
        bins.Add(0.5, 1);
        bins.Clear();
        Assert.All(Enumerable.Range(0, TimeBins.Count), bin => Assert.Null(bins.Mean(bin)));
    }
}
