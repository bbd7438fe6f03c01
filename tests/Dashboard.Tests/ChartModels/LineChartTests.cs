using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class LineChartTests
{
    [Fact]
    public void Best_FewLines_ChangesNothing()
    {
        var chart = Chart(LineChart.MostLines);

        Assert.Same(chart, chart.Best(higherIsBetter: false));
    }

    [Theory]
    [InlineData(false, 0, 59)]
    [InlineData(true, 940, 999)]
    public void Best_ManyLines_KeepsTheBestInTheirOrderAndSaysSo(bool higherIsBetter, int first, int last)
    {
        var best = Chart(1000).Best(higherIsBetter);

        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(index => $"{index}"), best.Series.Select(line => line.Id));
        Assert.Equal(["Of 1000 lines only the best 60 are drawn."], best.Notes);
    }

    private static LineChart Chart(int lines) => new()
    {
        Title = "W2",
        Description = "",
        XAxis = new ChartAxis("x"),
        YAxis = new ChartAxis("y"),
        Series = [.. Enumerable.Range(0, lines).Select(index => new ChartSeries { Id = $"{index}", Name = "", ColorIndex = index, Points = [new ChartPoint(1, index)] })],
    };
}
