using FastOde.Analysis.Comparisons;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class TrialDifferencesTests
{
    [Fact]
    public void Of_TwoTrials_GivesTheDifferenceFromTheFirst()
    {
        var row = Assert.Single(Of(["1-3", "1-1"], [Sample.Row("1-1", 1), Sample.Row("1-3", 4), Sample.Row("1-2", 7)]));

        Assert.Equal([4, 1], row.Readings.Select(reading => reading?.Spread!.Mean));
        Assert.Equal([null, -3], row.Differences);
    }

    [Fact]
    public void Of_CellThatFailed_HasNoDifferenceAndANote()
    {
        var rows = Of(["1-1", "1-3"], [Sample.Row("1-1", 1), Sample.Row("1-3", double.NaN) with { Remark = "points are not finite" }]);

        Assert.Equal([null, null], Assert.Single(rows).Differences);
        Assert.Equal(["No number for 1-3, W2 at euler-4: points are not finite."], TrialDifferences.Notes(["1-1", "1-3"], rows));
    }

    [Fact]
    public void Of_CellThatOneTrialLacks_IsEmptyThere()
    {
        var rows = Of(["1-1", "1-3"], [Sample.Row("1-1", 1), Sample.Row("1-3", 2, 8)]);

        Assert.Equal([1, null], rows[0].Readings.Select(reading => reading?.Spread!.Mean));
        Assert.Equal([null, null], rows[1].Differences);
    }

    [Fact]
    public void Of_ValuesThatDifferByRounding_HaveNoDifference() =>
        Assert.Equal([null, null], Assert.Single(Of(["1-1", "1-3"], [Sample.Row("1-1", 1e-14), Sample.Row("1-3", 4e-14)])).Differences);

    [Fact]
    public void Of_TrialsAtDifferentSteps_ComparesAtTheStepThatBothHave()
    {
        var row = Assert.Single(Of(["1-1", "1-3"], [Sample.Row("1-1", 4), Sample.Row("1-1", 3, step: 2000), Sample.Row("1-3", 2)]));

        Assert.Equal([4, 2], row.Readings.Select(reading => reading?.Spread!.Mean));
    }

    private static IReadOnlyList<TrialDifferenceRow> Of(IReadOnlyList<string> trialIds, IReadOnlyList<EvaluationRecord> rows) => TrialDifferences.Of(
        trialIds, EqualSteps.Of(Sample.Trials().Where(trial => trialIds.Contains(trial.Id)), rows));
}
