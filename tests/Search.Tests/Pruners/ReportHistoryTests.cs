using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class ReportHistoryTests
{
    [Fact]
    public void Report_OfAStepThatIsThere_ReplacesItsValueAndKeepsTheOrder()
    {
        var known = new ReportHistory(Reports.Trial(1, 5, 6));
        known.Report(1, new(4, 8));
        known.Report(1, new(3, 7));
        known.Report(1, new(1, 9));

        Assert.Equal([new(1, 9), new(2, 6), new(3, 7), new(4, 8)], known[1].Reports);
    }

    [Fact]
    public void Indexer_UnknownTrial_NamesIt() =>
        Assert.Contains("trial 7", Assert.Throws<ArgumentException>(() => new ReportHistory()[7]).Message, StringComparison.Ordinal);

    /// <summary>Counts work instead of time: a report looks at its own trial, however many others there are.</summary>
    [Fact]
    public void Report_AmongManyTrials_AsksARuleForItsOwnTrialAlone()
    {
        var rule = new Counting();
        var known = new ReportHistory(Enumerable.Range(1, 1000).Select(number => Reports.Trial(number, number)));
        Assert.Equal(1000, known.Ranking(rule).Count);
        rule.Trials.Clear();

        known.Report(5, new(2, 0.5));

        Assert.Equal([5], rule.Trials);
        Assert.Equal(5, known.Ranking(rule).SubjectAt(0));
    }

    private sealed record Counting : RankingRule
    {
        internal List<int> Trials { get; } = [];

        public override double? ValueOf(ReportedTrial trial, ReportHistory history)
        {
            Trials.Add(trial.Number);
            return trial.Last?.Value;
        }
    }
}
