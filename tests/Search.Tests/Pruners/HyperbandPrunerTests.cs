using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class HyperbandPrunerTests
{
    [Fact]
    public void BracketOf_ASearchOfLessThanARound_GivesEachBracketItsShare()
    {
        var pruner = Create(12, 1, 9);

        Assert.Equal([7, 3, 2], Counts(pruner, 12));
    }

    [Fact]
    public void BracketOf_AnyBeginning_HasAboutTheSharesOfARound()
    {
        var pruner = Create(1000, 1, 81);

        foreach (var beginning in new[] { 10, 50, 143, 500 })
        {
            foreach (var (count, trials) in Counts(pruner, beginning).Zip([81, 34, 15, 8, 5]))
                Assert.InRange(count, (beginning * trials / 143.0) - 2, (beginning * trials / 143.0) + 2);
        }
    }

    [Fact]
    public void Judge_TrialsOfDifferentBrackets_DoNotCompete()
    {
        var pruner = Create(1000, 1, 9);
        var first = Enumerable.Range(0, 20).First(assignment => pruner.BracketOf(assignment) == 0);
        var second = Enumerable.Range(0, 20).First(assignment => pruner.BracketOf(assignment) == 1);
        var known = new ReportHistory(Reports.Seed(1, first, 0, 3, 1), Reports.Seed(2, second, 0, 3, 5), Reports.Seed(3, first, 1, 3, 7));

        Assert.False(pruner.Judge(known, 2).Stops);
        Assert.Contains("in bracket 1 of 3", pruner.Judge(known, 3).Reason, StringComparison.Ordinal);
        Assert.True(pruner.Judge(known, 3).Stops);
    }

    [Fact]
    public void Judge_LastBracket_LetsEveryTrialGoOn()
    {
        var pruner = Create(1000, 1, 9);
        var last = Enumerable.Range(0, 20).First(assignment => pruner.BracketOf(assignment) == 2);
        var known = new ReportHistory(Enumerable.Range(1, 9).Select(number => Reports.Seed(number, last, number, 3, number)));

        Assert.All(Enumerable.Range(1, 9), number => Assert.Equal(PruningDecision.NothingToJudge, pruner.Judge(known, number)));
    }

    private static HyperbandPruner Create(int assignments, int min, int max) =>
        new(new() { Min = min, Max = max }, Reports.Problem with { Assignments = assignments });

    private static IEnumerable<int> Counts(HyperbandPruner pruner, int assignments) =>
        Enumerable.Range(0, assignments).CountBy(pruner.BracketOf).OrderBy(pair => pair.Key).Select(pair => pair.Value);
}
