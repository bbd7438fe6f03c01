using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class FrontChartTests
{
    private static readonly Goals Two = Goals.Of("f1", maximize: false, ["maximize f2"], []);

    [Fact]
    public void Of_Assignments_JoinsThoseThatNoneBetters()
    {
        var chart = FrontChart.Of(Groups(Trial(1, 2, 5), Trial(2, 1, 1), Trial(3, 3, 4), Trial(4, null, 9)), Two);

        Assert.Equal([(1, 1), (2, 5)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal([(3, 4)], chart.Series[1].Points.Select(point => (point.X, point.Y)));
        Assert.Equal("1 assignments lack a value or miss a demand, and are not drawn.", Assert.Single(chart.Notes));

        // Up to (3, 1): the second front point alone has a part, (3 - 2) × (5 - 1); the first is at the edge.
        Assert.Contains("Hypervolume 4.000 up to (3.00, 1.00)", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoAssignmentWithAllValues_IsEmpty() => Assert.Empty(FrontChart.Of(Groups(Trial(1, 2, null)), Two).Series);

    [Fact]
    public void Of_ThreeObjectives_SaysThatTwoAreDrawn()
    {
        var chart = FrontChart.Of(Groups(Trial(1, 2, 5) with { OtherValues = [5, 1] }), Goals.Of("f1", maximize: false, ["f2", "f3"], []));

        Assert.False(chart.Series[0].Joined);
        Assert.Contains("Of 3 objectives the first two are drawn; the front counts all.", chart.Notes);
    }

    private static TrialGroups<TrialSummary> Groups(params TrialSummary[] trials) => new(trials);

    private static TrialSummary Trial(int number, double? first, double? second) => Sample.Trial(number) with
    {
        State = TrialState.Completed,
        Parameters = new Dictionary<string, ParameterValue> { ["x1"] = ParameterValue.Of(number) },
        ObjectiveValue = first,
        OtherValues = [second],
    };
}
