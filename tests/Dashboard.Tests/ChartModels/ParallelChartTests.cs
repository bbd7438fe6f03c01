using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ParallelChartTests
{
    private static readonly SearchDimension[] Space =
    [
        new() { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] },
        new() { Key = "coupling.beta", Min = 0.1, Max = 100, Log = true },
        new() { Key = "fixed", Values = [ParameterValue.Of(1.0)] },
    ];

    [Fact]
    public void Of_Trials_HasAnAxisAKeyThatDiffersAndTheBestOnTop()
    {
        var chart = Chart();

        Assert.Equal(["coupling.kind", "coupling.beta", "objective"], chart.Axes.Select(axis => axis.Key));
        Assert.Equal(["independent", "learned"], chart.Axes[0].Words);
        Assert.Equal((false, true), (chart.Axes[0].Log, chart.Axes[1].Log));
        Assert.Equal(["1-1", "1-3", "1-2"], chart.Lines.Select(line => line.TrialId));
        Assert.Equal([0, null, 9], chart.Lines[0].Values);
        Assert.Equal([1, 10, 2], chart.Lines[2].Values);
        Assert.Contains("the best, trial 1-2, has 2", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoTrials_HasItsAxesAndNoLine()
    {
        var chart = ParallelChart.Of([], Space, Objective.Of("value", maximize: false));

        Assert.Empty(chart.Lines);
        Assert.Equal(3, chart.Axes.Count);
    }

    [Fact]
    public void Of_MoreKeysAndTrialsThanCanBeDrawn_SaysSo()
    {
        SearchDimension[] wide = [.. Enumerable.Range(1, 20).Select(number => new SearchDimension { Key = $"x{number}", Min = 0, Max = 1 })];
        var chart = ParallelChart.Of([.. Enumerable.Range(1, 1001).Select(number => Trial(number, "learned", 1, number))], wide, Objective.Of("value", maximize: true));

        Assert.Equal(["Of 1,001 trials the best 1,000 are drawn.", "Of 20 keys the first 14 are drawn."], chart.Notes);
        Assert.DoesNotContain(chart.Lines, line => line.TrialId == "1-1");
        Assert.Equal("1-1001", chart.Lines[^1].TrialId);
    }

    [Theory]
    [InlineData(1, 0.1234567, 20.0, "coupling.beta>=0.1235 coupling.beta<=20")]
    [InlineData(2, 2.0, 5.0, "objective>=2 objective<=5")]
    [InlineData(0, 0.6, 1.4, "coupling.kind=\"learned\"")]
    [InlineData(0, 0.0, 1.0, "")]
    [InlineData(9, 0.0, 1.0, "")]
    public void Filter_OfAMarkedPart_IsWhatTheTableReads(int axis, double from, double to, string expected) =>
        Assert.Equal(expected, Chart().Filter([(axis, from, to)]));

    private static ParallelChart Chart() => ParallelChart.Of(
        [Trial(1, "independent", null, 9), Trial(2, "learned", 10, 2), Trial(3, "learned", 1, 5)], Space, Objective.Of("value", maximize: false));

    private static TrialSummary Trial(int number, string kind, double? beta, double value)
    {
        Dictionary<string, ParameterValue> parameters = new() { ["coupling.kind"] = ParameterValue.Of(kind) };
        if (beta is { } weight)
            parameters["coupling.beta"] = ParameterValue.Of(weight);
        return Sample.Trial(number) with { ObjectiveValue = value, Parameters = parameters };
    }
}
