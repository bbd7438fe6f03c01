using System.Text.Json;
using System.Text.Json.Nodes;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Charts;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Charts;

public sealed class ChartOptionTests
{
    private readonly LineChart chart = NfeCurves.Of(
        new TrialGroups<TrialSummary>(Sample.Trials()),
        EqualSteps.Of(Sample.Trials(), [Sample.Row("1-1", 4, 1, floor: 0.2), Sample.Row("1-2", 2, 1), Sample.Row("1-1", 1, 8), Sample.Row("1-3", 1, 1)]),
        "wasserstein2",
        "euler");

    [Fact]
    public void Of_SpreadOverSeeds_AddsWhiskersUnderTheSameName()
    {
        var series = Written(isDark: false)["series"]!.AsArray();

        var whiskers = Assert.Single(series, one => (string?)one!["type"] == "custom")!;
        Assert.Equal("independent", (string?)whiskers["name"]);
        Assert.Equal([1, 3 - Math.Sqrt(2), 3 + Math.Sqrt(2)], whiskers["data"]![0]!.AsArray().Select(value => (double)value!), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_HorizontalAxis_BeginsAtItsPointsWhereItIsFitted(bool isFitted)
    {
        var option = ChartOption.Of(chart with { XAxis = chart.XAxis with { Fitted = isFitted } }, isDark: false);

        Assert.Equal(isFitted, Assert.IsType<Dictionary<string, object?>>(option["xAxis"])["scale"]);
        Assert.Equal(true, Assert.IsType<Dictionary<string, object?>>(option["yAxis"])["scale"]);
    }

    [Fact]
    public void Of_AxisOfCounts_HasNothingBetweenWholeNumbers()
    {
        var option = ChartOption.Of(chart with { XAxis = new ChartAxis("rank") { IsCount = true } }, isDark: false);

        Assert.Equal(1, Assert.IsType<Dictionary<string, object?>>(option["xAxis"])["minInterval"]);
        Assert.Null(Assert.IsType<Dictionary<string, object?>>(option["yAxis"])["minInterval"]);
    }

    [Fact]
    public void Of_ReferenceLine_SpansTheChartAndIsLabelled()
    {
        var option = Written(isDark: false);

        var floor = Assert.Single(option["series"]!.AsArray(), one => ((string)one!["id"]!).StartsWith("reference/", StringComparison.Ordinal))!;
        Assert.Equal([1, 8], floor["data"]!.AsArray().Select(point => (double)point![0]!));
        Assert.Equal("floor 0.200", (string?)floor["name"]);
        Assert.Equal(["independent", "learned"], option["legend"]!["data"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void Of_LogAxes_AreLogarithmic()
    {
        var option = Written(isDark: false);

        Assert.Equal(("log", "log"), ((string?)option["xAxis"]!["type"], (string?)option["yAxis"]!["type"]));
    }

    [Fact]
    public void Of_DarkPage_TakesTheDarkPalette() =>
        Assert.Equal(SeriesPalette.Color(0, isDark: true), (string?)Written(isDark: true)["series"]![0]!["color"]);

    private JsonNode Written(bool isDark) => JsonSerializer.SerializeToNode(ChartOption.Of(chart, isDark))!;
}
