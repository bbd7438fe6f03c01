using System.Text.Json;
using System.Text.Json.Nodes;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Charts;

namespace FastOde.Dashboard.Tests.Components.Charts;

public sealed class ParallelOptionTests
{
    private static readonly ParallelChart Chart = new()
    {
        Title = "",
        Description = "",
        Axes = [new("kind", "kind", false, ["a", "b"]), new("beta", "beta", true, []), new("objective", "W2", false, [])],
        Lines = [new("1-1", [0, null, 9]), new("1-2", [1, 10, 2])],
    };

    [Fact]
    public void Of_Axes_AreOfTheirKinds()
    {
        var axes = Written(isDark: false)["parallelAxis"]!.AsArray();

        Assert.Equal(["category", "log", "value"], axes.Select(axis => (string)axis!["type"]!));
        Assert.Equal(["a", "b"], axes[0]!["data"]!.AsArray().Select(word => (string)word!));
    }

    [Fact]
    public void Of_Lines_KeepTheirValuesAndAreTheStrongerTheBetter()
    {
        var lines = Written(isDark: false)["series"]![0]!["data"]!.AsArray();

        Assert.Null(lines[0]!["value"]![1]);
        Assert.Equal(10, (double)lines[1]!["value"]![1]!);
        Assert.Equal(("#c3cdd8", "#0064a8"), ((string)lines[0]!["lineStyle"]!["color"]!, (string)lines[1]!["lineStyle"]!["color"]!));
        Assert.NotEqual(ParallelOption.Color(0, 3, isDark: true), ParallelOption.Color(1, 3, isDark: true));
        Assert.Equal("#0064a8", ParallelOption.Color(0, 1, isDark: false));
    }

    private static JsonNode Written(bool isDark) => JsonSerializer.SerializeToNode(ParallelOption.Of(Chart, isDark))!;
}
