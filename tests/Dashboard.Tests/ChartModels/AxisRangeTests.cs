using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class AxisRangeTests
{
    [Fact]
    public void Up_FloorJustBelowADecade_GoesNoFurtherThanItsNextRoundNumber() =>
        Assert.Equal(new AxisRange(0.05, 10), Range(log: true, floor: 0.097, (1, 8), (4, 0.4)));

    [Theory]
    [InlineData(1000, 1000, 1000, 10_000)]
    [InlineData(0.001, 0.3, 0.001, 0.5)]
    [InlineData(2, 5, 2, 5)]
    public void Up_Values_EndAtOneTwoOrFive(double least, double greatest, double from, double to)
    {
        var range = Range(log: true, floor: null, (1, least), (2, greatest))!;

        Assert.Equal(from, range.Least, 1e-9);
        Assert.Equal(to, range.Greatest, 1e-9);
    }

    [Fact]
    public void Up_SpreadThatReachesToZero_DoesNotTakeTheAxisAlong() =>
        Assert.Equal(new AxisRange(1, 20), AxisRange.Up(Chart(log: true, floor: null, new ChartPoint(1, 8, 1e-6, 16))));

    [Fact]
    public void Up_LinearAxis_IsLeftToTheLibrary() => Assert.Null(Range(log: false, floor: 1, (1, 8)));

    [Fact]
    public void Up_NothingDrawn_IsLeftToTheLibrary() => Assert.Null(Range(log: true, floor: null));

    private static AxisRange? Range(bool log, double? floor, params (double X, double Y)[] points) =>
        AxisRange.Up(Chart(log, floor, [.. points.Select(point => new ChartPoint(point.X, point.Y))]));

    private static LineChart Chart(bool log, double? floor, params ChartPoint[] points) => new()
    {
        Title = "t",
        Description = "d",
        XAxis = new ChartAxis("x"),
        YAxis = new ChartAxis("y", log),
        Series = points.Length == 0 ? [] : [new ChartSeries { Id = "a", Name = "a", ColorIndex = 0, Points = points }],
        ReferenceLines = floor is { } value ? [new ReferenceLine("floor", value)] : [],
    };
}
