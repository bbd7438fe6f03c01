using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ParetoChartTests
{
    private static readonly TrialGroups<TrialSummary> Groups = new([Sample.Trial(1, "a"), Sample.Trial(2, "a", 1), Sample.Trial(3, "b"), Sample.Trial(4, "c"), Sample.Trial(5, "d")]);

    private static readonly EqualSteps Steps = EqualSteps.Of(
        Groups.All,
        [
            Sample.Row("1-1", 1), Sample.Row("1-2", 3), Sample.Row("1-1", 5, 20, "curvature"), Sample.Row("1-2", 5, 20, "curvature"),
            Sample.Row("1-3", 4), Sample.Row("1-3", 1, 20, "curvature"),
            Sample.Row("1-4", 6), Sample.Row("1-4", 2, 20, "curvature"),
            Sample.Row("1-5", 9), Sample.Row("1-5", 0, 1, "curvature"),
        ]);

    [Fact]
    public void Of_TwoCells_JoinsThoseThatNoneBeatsInBoth()
    {
        var chart = ParetoChart.Of(Groups, Steps, "wasserstein2@euler-4", "curvature@euler-20");

        Assert.Equal(["Pareto front", "a", "b", "c"], chart.Series.Select(line => line.Name));
        Assert.Equal([(2, 5), (4, 1)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal(["1 of 4 assignments have no number in one of the two cells, and are not drawn."], chart.Notes);
        Assert.Equal("None is better in both than a (2.00, 5.00); b (4.00, 1.00).", chart.Description);
        Assert.Equal(("W2 at euler-4", "Curvature at euler-20"), (chart.XAxis.Name, chart.YAxis.Name));
    }

    [Fact]
    public void Of_MoreIsBetter_TurnsTheFront()
    {
        var steps = EqualSteps.Of(Groups.All, Steps.Rows.Select(row => ((EvaluationRecord)row) with { Metric = row.Metric == "curvature" ? "recall[x]" : row.Metric }));

        Assert.Equal([(2, 5)], ParetoChart.Of(Groups, steps, "wasserstein2@euler-4", "recall[x]@euler-20").Series[0].Points.Select(point => (point.X, point.Y)));
    }

    [Fact]
    public void Cells_OfAnEvaluation_AreThoseThatSaySomething() =>
        Assert.Equal(["wasserstein2@euler-4", "curvature@euler-20"], ParetoChart.Cells(Steps, []));

    [Fact]
    public void Of_ManyAssignments_DrawsTheFrontFirst()
    {
        var groups = new TrialGroups<TrialSummary>(Enumerable.Range(1, 100).Select(number => Sample.Trial(number, $"k{number}")));
        var steps = EqualSteps.Of(groups.All, Enumerable.Range(1, 100).SelectMany(number => new[] { Sample.Row($"1-{number}", number), Sample.Row($"1-{number}", number > 95 ? 100 - number : number, 20) }));

        var chart = ParetoChart.Of(groups, steps, "wasserstein2@euler-4", "wasserstein2@euler-20");

        Assert.Equal(LineChart.MostLines + 1, chart.Series.Count);
        Assert.Equal("Of 100 assignments 60 are drawn, those of the front first.", Assert.Single(chart.Notes));
        Assert.All(chart.Series[0].Points, point => Assert.Contains(chart.Series.Skip(1), line => line.Points[0].X == point.X));
    }

    [Fact]
    public void Of_NothingInBoth_IsEmpty() =>
        Assert.Empty(ParetoChart.Of(Groups, EqualSteps.Of(Groups.All, []), "wasserstein2@euler-4", "curvature@euler-20").Series);
}
