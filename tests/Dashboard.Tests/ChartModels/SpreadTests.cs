using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class SpreadTests
{
    [Fact]
    public void Of_SeveralValues_GivesMeanAndSampleStandardDeviation()
    {
        var spread = Spread.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(5, spread.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), spread.StandardDeviation!.Value, 12);
        Assert.Equal((2, 9), (spread.Minimum, spread.Maximum));
    }

    [Fact]
    public void Of_OneValue_HasNoSpread()
    {
        var spread = Spread.Of([0.77]);

        Assert.Null(spread.StandardDeviation);
        Assert.Null(spread.Low);
        Assert.Null(spread.High);
    }

    [Fact]
    public void Of_NoValue_IsRefused() => Assert.Throws<ArgumentException>(() => Spread.Of([]));

    [Fact]
    public void Low_MeanLessDeviationNotPositive_IsTheLeastValue()
    {
        var spread = Spread.Of([0.1, 0.1, 4]);

        Assert.Equal(0.1, spread.Low);
        Assert.Equal(spread.Mean + spread.StandardDeviation, spread.High);
    }
}
