using FastOde.Search.Pruners;
using FastOde.Search.Samplers;
using FastOde.Specs.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class AshaPrunerTests
{
    private readonly AshaPruner pruner = new(new AshaPrunerSpec { Min = 2, Max = 8, Reduction = 2 }, Reports.Problem);

    [Fact]
    public void Judge_FallingValuesAtTheSecondReport_StopsAllButTheFirst()
    {
        var known = new ReportHistory();
        List<bool> stops = [];
        foreach (var (value, index) in new[] { 10, 8, 6, 4 }.Select((value, index) => (value, index)))
        {
            known.Put(Reports.Trial(index + 1, -1));
            Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, index + 1));
            known.Report(index + 1, new(2, -value));
            stops.Add(pruner.Judge(known, index + 1).Stops);
        }

        Assert.Equal([false, true, true, true], stops);
    }

    [Fact]
    public void Judge_TrialThatStops_SaysRungPlaceAndQuota()
    {
        var known = new ReportHistory(Reports.Trial(1, 0, 1), Reports.Trial(2, 0, 2), Reports.Trial(3, 0, 3));

        Assert.Equal(new(true, 1, "number 3 of 3 at rung 1 of 3, step 2, of which the first 1 goes on"), pruner.Judge(known, 3));
    }

    [Fact]
    public void Judge_BetweenRungsAndAtTheHighest_HasNothingToJudge()
    {
        var known = new ReportHistory(Reports.Trial(1, 0, 0, 0, 0, 0, 0, 0, 0), Reports.Trial(2, 9, 9, 9), Reports.Trial(3, 9, 9, 9, 9, 9, 9, 9, 9));

        Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, 2));
        Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, 3));
    }

    [Fact]
    public void Judge_ReportThatSkipsRungs_IsJudgedAtTheHighestPassed()
    {
        var known = new ReportHistory(Reports.Trial(1, 0, 0, 0, 1), Reports.Seed(2, 1, 0, 5, 2));

        Assert.Equal((true, 2), (pruner.Judge(known, 2).Stops, pruner.Judge(known, 2).Rung));
    }

    [Fact]
    public void Judge_EqualValues_GoOn()
    {
        var known = new ReportHistory(Enumerable.Range(1, 5).Select(number => Reports.Trial(number, 0, 3)));

        Assert.All(Enumerable.Range(1, 5), number => Assert.False(pruner.Judge(known, number).Stops));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Judge_NoFiniteNumber_StopsEvenTheFirst(double value)
    {
        var known = new ReportHistory(Reports.Trial(1, 0, value));

        Assert.True(pruner.Judge(known, 1).Stops);
        known.Put(known[1].Stopped());
        Assert.Empty(pruner.Promotable(known));
    }

    [Fact]
    public void Promotable_MoreTrialsAtTheRung_AreTheWaitingOnesWithinTheQuotaTheFarthestFirst()
    {
        var known = new ReportHistory(
            Reports.Trial(1, 0, 1, 1, 5),
            Reports.Trial(2, 0, 2, 2, 3).Stopped(),
            Reports.Trial(3, 0, 3).Stopped(),
            Reports.Trial(4, 0, 4).Stopped(),
            Reports.Trial(5, 0, 5) with { Outcome = TrialOutcome.Failed },
            Reports.Trial(6, 0, 6));

        Assert.Equal([2, 3], pruner.Promotable(known));
        known.Put(known[3] with { Outcome = TrialOutcome.Unfinished });
        Assert.Equal([2], pruner.Promotable(known));
    }

    [Theory]
    [InlineData(1, 200, "search.pruner.max")]
    [InlineData(60, 0, "search.pruner.min")]
    public void Constructor_RungsThatTheTrialDoesNotHave_NamesTheKey(int min, int max, string key) =>
        Assert.StartsWith(key, Assert.Throws<ArgumentException>(() => new AshaPruner(new() { Min = min, Max = max }, Reports.Problem)).Message, StringComparison.Ordinal);
}
