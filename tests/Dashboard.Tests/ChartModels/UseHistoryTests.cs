using FastOde.Contracts.Trainers;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class UseHistoryTests
{
    [Fact]
    public void Of_Readings_GoesFromLeftToRightAndUpwards()
    {
        var history = Of(0, 0.5, 1);
        Assert.Equal(["0,23 60,12 120,1"], history.Lines);
        Assert.Equal("0 % to 100 % in the last 20 s", history.Description);
    }

    [Fact]
    public void Of_ReadingWithoutAValue_PartsTheLine() =>
        Assert.Equal(["0,23 24,23", "72,1 96,1 120,1"], Of(0, 0, null, 1, 1, 1).Lines);

    [Theory]
    [InlineData]
    [InlineData(0.5)]
    [InlineData(null, null, 0.5)]
    public void Of_LessThanTwoValues_IsNoLine(params double?[] values) => Assert.Empty(Of(values).Lines);

    private static UseHistory Of(params double?[] values) => UseHistory.Of(
        [.. values.Select((value, index) => new DeviceReading(DateTimeOffset.UnixEpoch.AddSeconds(10 * index), value, null))],
        reading => reading.Utilization);
}
