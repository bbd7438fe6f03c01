using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class RankingTests
{
    [Fact]
    public void Median_OfOddAndEvenNumbers_IsTheMiddle()
    {
        var ranking = new ReportHistory(Reports.Trial(1, 5).Completed(), Reports.Trial(2, 1).Completed(), Reports.Trial(3, 2).Completed()).Ranking(new CompletedForTest());
        Assert.Equal(2, ranking.Median());
        Assert.Equal([2, 3, 1], ranking.Subjects);
        Assert.Equal((0, 1, 3), (ranking.Better(1), ranking.Better(2), ranking.Better(9)));
        Assert.Null(ranking.ValueOf(7));
        Assert.Null(new ReportHistory().Ranking(new CompletedForTest()).Median());
    }

    private sealed record CompletedForTest : RankingRule
    {
        public override double? ValueOf(ReportedTrial trial, ReportHistory history) => trial.Last?.Value;
    }
}
