using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Tests.TestSupport;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;

namespace FastOde.Analysis.Tests.Verdicts;

public sealed class BestMarksTests
{
    [Fact]
    public void Of_SeedsThatTellTwoApart_MarksTheBest() =>
        Assert.Equal([Mark.None, Mark.Best], Marks("wasserstein2", 4, [3.0, 3.1], [1.0, 1.1]));

    [Fact]
    public void Of_AScoreThatRises_MarksTheLargest() =>
        Assert.Equal([Mark.Best, Mark.None], Marks("recall[x]", 4, [0.8, 0.81], [0.5, 0.51]));

    // 1704 ± 7.6 beside 1707 ± 46: nothing says that one is better.
    [Fact]
    public void Of_SeedsThatTellNothingApart_MarksNone() =>
        Assert.Equal([Mark.None, Mark.None], Marks("wasserstein2", 4, [1699, 1709], [1674, 1740]));

    [Fact]
    public void Of_OneSeedEach_MarksNone() =>
        Assert.Equal([Mark.None, Mark.None], Marks("wasserstein2", 4, [3.0], [1.0]));

    [Fact]
    public void Of_OneSeedEachOfExactValues_MarksTheBest()
    {
        var (measured, steps) = Sample.Measured([("value", 4, 3.0)], [("value", 4, 1.0)]);
        var groups = new TrialGroups<TrialResult>(measured.All) { IsExact = true };
        var comparison = Comparison.Of(groups, steps, "value", "euler");
        var marks = BestMarks.Of(groups, steps, comparison);

        Assert.Equal([Mark.None, Mark.Best], comparison.Rows.Select(row => marks.Of(row.Index, row.Cells[0])));
    }

    [Fact]
    public void Of_TwoThatAreBetterThanAThird_AreTied() =>
        Assert.Equal([Mark.Tied, Mark.Tied, Mark.None], Marks("wasserstein2", 4, [1.0, 1.2], [1.1, 1.0], [9.0, 9.1]));

    [Theory]
    [InlineData("curvature", 1, 1.9e-14, 5.4e-14)]
    [InlineData("curvature", 1, 0, 0.5)]
    [InlineData("wasserstein2", 4, 0.73125, 0.7312500001)]
    public void Of_ZeroByConstructionOrRounding_MarksNone(string metric, double number, double first, double second) =>
        Assert.Equal([Mark.None, Mark.None], Marks(metric, number, [first, first], [second, second]));

    [Fact]
    public void Of_CurvatureBesideAnotherMetric_IsMarkedToo()
    {
        var (groups, steps) = Sample.Measured(
            [.. new[] { 12.0, 12.1 }.Select(value => ("curvature", 4.0, value)), ("wasserstein2", 4, 1), ("wasserstein2", 4, 1.2)],
            [.. new[] { 0.2, 0.21 }.Select(value => ("curvature", 4.0, value)), ("wasserstein2", 4, 1.1), ("wasserstein2", 4, 1)]);
        var comparison = Comparison.Of(groups, steps, "wasserstein2", "euler");
        var marks = BestMarks.Of(groups, steps, comparison);

        Assert.Equal([Mark.None, Mark.Best], comparison.Rows.Select(row => marks.Of(row.Index, row.Curvature)));
        Assert.Equal([Mark.None, Mark.None], comparison.Rows.Select(row => marks.Of(row.Index, row.Cells[0])));
    }

    private static IEnumerable<Mark> Marks(string metric, double number, params double[][] seeds)
    {
        var (groups, steps) = Sample.Measured([.. seeds.Select(values => values.Select(value => (metric, number, value)).ToArray())]);
        var comparison = Comparison.Of(groups, steps, metric, "euler");
        var marks = BestMarks.Of(groups, steps, comparison);
        return comparison.Rows.Select(row => marks.Of(row.Index, row.Cells[0]));
    }
}
