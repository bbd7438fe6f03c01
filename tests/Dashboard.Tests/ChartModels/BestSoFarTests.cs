using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class BestSoFarTests
{
    private static readonly Goals Least = Goals.Of("value", maximize: false, [], []);

    [Fact]
    public void Of_Trials_IsAStaircaseOfTheBest()
    {
        var chart = BestSoFar.Of([Trial(1, 5), Trial(2, 7), Trial(3, 3), Trial(4, 4)], Least);

        Assert.Equal([(1, 5), (3, 5), (3, 3), (4, 3)], chart.Series[0].Points.Select(point => ((int)point.X, (int)point.Y)));
        Assert.Equal([5, 7, 3, 4], chart.Series[1].Points.Select(point => point.Y));
        Assert.Contains("is 3.00, first reached by trial 3", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnObjectiveToMaximize_RisesToTheLargest() =>
        Assert.Equal(7, BestSoFar.Of([Trial(1, 5), Trial(2, 7), Trial(3, 3)], Goals.Of("value", maximize: true, [], [])).Series[0].Points[^1].Y);

    [Fact]
    public void Of_TrialsWithoutANumber_TakeNoPart()
    {
        var chart = BestSoFar.Of([Trial(1, double.NaN), Trial(2, null), Trial(3, 1) with { State = TrialState.Pruned }, Trial(4, 2)], Least);

        Assert.Equal([2], chart.Series[1].Points.Select(point => point.Y));
    }

    [Fact]
    public void Of_TrialsThatMissADemand_TakeNoPartAndAreCounted()
    {
        var chart = BestSoFar.Of(
            [Trial(1, 5) with { OtherValues = [0.5] }, Trial(2, 1) with { OtherValues = [2] }, Trial(3, 3) with { OtherValues = [1] }], Goals.Of("f1", maximize: false, [], ["f2 <= 1"]));

        Assert.Equal([5, 3], chart.Series[1].Points.Select(point => point.Y));
        Assert.Equal("1 trials miss a demand of the objective, and are not drawn.", Assert.Single(chart.Notes));
    }

    [Fact]
    public void Of_NoTrialWithAnObjective_IsEmpty() => Assert.Empty(BestSoFar.Of([Trial(1, null)], Least).Series);

    [Fact]
    public void Of_MoreTrialsThanPoints_KeepsTheBestAndSaysSo()
    {
        var chart = BestSoFar.Of([.. Enumerable.Range(1, 2500).Select(number => Trial(number, number == 1234 ? -1 : number))], Least);

        Assert.InRange(chart.Series[1].Points.Count, 1, BestSoFar.MostPoints);
        Assert.Contains(chart.Series[1].Points, point => point.Y == -1);
        Assert.Contains("Of 2,500 trials", Assert.Single(chart.Notes), StringComparison.Ordinal);
    }

    private static TrialSummary Trial(int number, double? objective) => Sample.Trial(number) with { State = TrialState.Completed, ObjectiveValue = objective };
}
