using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class KeyScatterTests
{
    private static readonly SearchDimension Beta = new() { Key = "beta", Min = 0.1, Max = 100, Log = true };

    [Fact]
    public void Of_Trials_DrawsEachAndTheBest()
    {
        var chart = KeyScatter.Of([Trial(1, 1, 5), Trial(2, 10, 2), Trial(3, 30, 3)], Beta, Objective.Of("value", maximize: false));

        Assert.Equal([(1.0, 5.0), (10.0, 2.0), (30.0, 3.0)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal((10, 2), (Assert.Single(chart.Series[1].Points).X, chart.Series[1].Points[0].Y));
        Assert.True(chart.XAxis.Log);
        Assert.Contains("the best, 2", chart.Description, StringComparison.Ordinal);
        Assert.Equal(5, KeyScatter.Of([Trial(1, 1, 5), Trial(2, 10, 2)], Beta, Objective.Of("value", maximize: true)).Series[1].Points[0].Y);
    }

    [Fact]
    public void Of_TrialsWithoutTheKey_LeavesThemOut()
    {
        var chart = KeyScatter.Of([Sample.Trial(1) with { ObjectiveValue = 1 }], Beta, Objective.Of("value", maximize: false));

        Assert.Empty(chart.Series);
        Assert.Contains("No trial with beta", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MoreTrialsThanCanBeDrawn_DrawsSomeOfAllAndTheBestAndSaysSo()
    {
        var chart = KeyScatter.Of([.. Enumerable.Range(1, KeyScatter.MostPoints + 5).Select(number => Trial(number, number, -number))], Beta, Objective.Of("value", maximize: false));

        Assert.Equal(503, chart.Series[0].Points.Count);
        Assert.Equal([1.0, 3, 5], chart.Series[0].Points.Take(3).Select(point => point.X));
        Assert.Equal(-1005, chart.Series[1].Points[0].Y);
        Assert.Equal(["Of 1,005 trials one in 2 is drawn, and the best."], chart.Notes);
    }

    [Fact]
    public void Of_KeyOfWords_DrawsThemInTheOrderOfTheSpec()
    {
        var kind = new SearchDimension { Key = "kind", Values = [ParameterValue.Of("b"), ParameterValue.Of("a")] };

        var chart = KeyScatter.Of([Kind(1, "a", 5), Kind(2, "b", 2), Kind(3, "c", 1)], kind, Objective.Of("value", maximize: false));

        Assert.Equal(["b", "a"], chart.XAxis.Words);
        Assert.Equal([(1.0, 5.0), (0.0, 2.0)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Contains("the best, 2.00, at kind b", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawable_OfASpace_AreKeysThatDiffer()
    {
        SearchDimension[] space =
        [
            Beta, new() { Key = "kind", Values = [ParameterValue.Of("a"), ParameterValue.Of("b")] }, new() { Key = "one", Values = [ParameterValue.Of(1.0)] },
            new() { Key = "list", Values = [ParameterValue.Of(1.0), ParameterValue.Of(2.0)] },
        ];

        Assert.Equal(["beta", "kind", "list"], KeyScatter.Drawable(space).Select(dimension => dimension.Key));
    }

    private static TrialSummary Kind(int number, string kind, double value) =>
        Sample.Trial(number) with { ObjectiveValue = value, Parameters = new Dictionary<string, ParameterValue> { ["kind"] = ParameterValue.Of(kind) } };

    private static TrialSummary Trial(int number, double beta, double value) =>
        Sample.Trial(number) with { ObjectiveValue = value, Parameters = new Dictionary<string, ParameterValue> { ["beta"] = ParameterValue.Of(beta) } };
}
