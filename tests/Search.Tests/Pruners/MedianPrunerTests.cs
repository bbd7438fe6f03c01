using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class MedianPrunerTests
{
    [Theory]
    [InlineData(2, 10, 3, new[] { 3, 4, 5, 12, 13, 14, 24, 25, 26 })]
    [InlineData(0, 1, 1, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26 })]
    [InlineData(1, 5, 1, new[] { 1, 6, 11, 16, 21, 26 })]
    public void Judge_AskedAtEveryStep_StopsWhereTheNewestReportIsTheFirstOfItsInterval(int warmup, int interval, int every, int[] expected)
    {
        var pruner = Create(startup: 1, warmup, interval);
        var known = new ReportHistory(
            new ReportedTrial { Number = 1, Assignment = 0, Seed = 0, Reports = [.. Enumerable.Range(0, 27).Select(step => new TrialReport(step, 0))] }.Completed(),
            Reports.Trial(2));
        List<int> stops = [];
        for (var step = 0; step < 27; step++)
        {
            if (step % every == 0)
                known.Report(2, new(step, 2));
            if (step > 0 && pruner.Judge(known, 2).Stops)
                stops.Add(step);
        }

        Assert.Equal(expected, stops);
    }

    [Fact]
    public void Judge_FewerCompletedThanStartup_HasNothingToJudge()
    {
        var known = new ReportHistory(Reports.Trial(1, 1).Completed(), Reports.Trial(2, 1), Reports.Trial(3, 9));

        Assert.Equal(PruningDecision.NothingToJudge, Create(startup: 2).Judge(known, 3));
        known.Put(known[2].Completed());
        Assert.Equal(new(true, null, "its best value is worse than the median of 2 completed trials at step 1"), Create(startup: 2).Judge(known, 3));
    }

    [Fact]
    public void Judge_EvenNumberOfTrials_ComparesWithTheMeanOfTheMiddleTwo()
    {
        var known = new ReportHistory(
            Reports.Trial(1, 1).Completed(), Reports.Trial(2, 2).Completed(), Reports.Trial(3, 4).Completed(), Reports.Trial(4, 8).Completed(), Reports.Trial(5, 3), Reports.Trial(6, 3.1));

        Assert.False(Create(startup: 1).Judge(known, 5).Stops);
        Assert.True(Create(startup: 1).Judge(known, 6).Stops);
    }

    [Fact]
    public void Judge_BestValueEarlier_Counts()
    {
        var known = new ReportHistory(Reports.Trial(1, 2, 2).Completed(), Reports.Trial(2, 1, 9));

        Assert.False(Create(startup: 1).Judge(known, 2).Stops);
    }

    [Fact]
    public void Judge_NoFiniteNumber_StopsAndNoCompletedValueAtTheStep_GoesOn()
    {
        var known = new ReportHistory(Reports.Trial(1, 2).Completed(), Reports.Trial(2, double.NaN), Reports.Trial(3, 5, 5));

        Assert.Equal("none of its values up to step 1 is a finite number", Create(startup: 1).Judge(known, 2).Reason);
        Assert.Equal(PruningDecision.GoOn("no completed trial reported at step 2"), Create(startup: 1).Judge(known, 3));
    }

    [Fact]
    public void Constructor_WarmupAsLongAsTheTrial_NamesTheKey() =>
        Assert.StartsWith("search.pruner.warmup", Assert.Throws<ArgumentException>(() => Create(1, 100)).Message, StringComparison.Ordinal);

    private static MedianPruner Create(int startup, int warmup = 0, int interval = 1) =>
        new(new() { Startup = startup, Warmup = warmup, Interval = interval }, Reports.Problem);
}
