using FastOde.Search.Pruners;
using FastOde.Specs.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class WilcoxonPrunerTests
{
    private static readonly double[] Values = [-1, 1, 2, 3, 4, 5, -2, -3];

    [Theory]
    [InlineData(0.2, "FFFTTTTT")]
    [InlineData(0.15, "FFFFTTTF")]
    public void Judge_ReportsAgainstZeros_StopsBelowTheThreshold(double p, string expected)
    {
        var pruner = new WilcoxonPruner(new() { P = p, Pairs = PairedValues.Reports }, Reports.Problem);
        var known = new ReportHistory(Reports.Trial(1, new double[8]).Completed(), Reports.Trial(2));
        var answers = Values.Select((value, index) =>
        {
            known.Report(2, new(index + 1, value));
            return pruner.Judge(known, 2).Stops ? 'T' : 'F';
        });

        Assert.Equal(expected, string.Concat(answers));
    }

    [Fact]
    public void Judge_SeedsThatAreAllWorse_StopsOnceTheyAreEnough()
    {
        var pruner = new WilcoxonPruner(new() { P = 0.1, Startup = 4 }, Reports.Problem with { Seeds = 4 });
        var known = new ReportHistory(Enumerable.Range(1, 4).Select(number => Reports.Seed(number, 0, number, 5, number).Completed()));
        List<bool> stops = [];
        for (var number = 5; number <= 8; number++)
        {
            known.Put(Reports.Seed(number, 1, number - 4, 5, number));
            stops.Add(pruner.Judge(known, number).Stops);
        }

        Assert.Equal([false, false, false, true], stops);
        Assert.Equal("worse than the best assignment over 4 pairs up to step 5 (Wilcoxon, p = 0.0625)", pruner.Judge(known, 8).Reason);
    }

    [Fact]
    public void Judge_OwnAssignmentIsTheBestOrNoneCompleted_HasNothingToJudge()
    {
        var pruner = new WilcoxonPruner(new() { P = 1 }, Reports.Problem);
        var known = new ReportHistory(Reports.Seed(1, 0, 1, 5, 1), Reports.Seed(2, 0, 2, 5, 9));

        Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, 2));
        known.Put(known[1].Completed());
        Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, 2));
    }

    [Fact]
    public void Judge_MeanThatIsNoWorse_GoesOnWhateverTheTestSays()
    {
        var pruner = new WilcoxonPruner(new() { P = 0.5, Pairs = PairedValues.Reports }, Reports.Problem);
        var known = new ReportHistory(Reports.Trial(1, 0, 0, 0, 0, 0, 0).Completed(), Reports.Trial(2, 1, 1, 1, 1, 1, -100));

        Assert.False(pruner.Judge(known, 2).Stops);
    }

    [Fact]
    public void Judge_NoFiniteNumbers_CountAsWorst()
    {
        var pruner = new WilcoxonPruner(new() { P = 0.2, Pairs = PairedValues.Reports }, Reports.Problem);
        var known = new ReportHistory(
            Reports.Trial(1, 0, 0, 0, 0).Completed(), Reports.Trial(2, double.NaN, double.PositiveInfinity, 1, double.NegativeInfinity), Reports.Trial(3, double.NaN).Completed());

        Assert.True(pruner.Judge(known, 2).Stops);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void Constructor_FewerSeedsThanPairsNeeded_NamesTheKey(int seeds, int startup) => Assert.StartsWith(
        "search.pruner.pairs",
        Assert.Throws<ArgumentException>(() => new WilcoxonPruner(new() { Startup = startup }, Reports.Problem with { Seeds = seeds })).Message,
        StringComparison.Ordinal);
}
