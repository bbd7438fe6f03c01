using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Tests.Statistics;

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

    [Theory]
    [InlineData(2, 12.706204736432095)]
    [InlineData(3, 4.302652729911275)]
    [InlineData(8, 2.364624251592784)]
    public void Confidence_OfSeveralValues_IsStudentsQuantileTimesTheStandardError(int count, double quantile)
    {
        var spread = Spread.Of([.. Enumerable.Range(0, count).Select(i => (double)i)]);

        Assert.Equal(quantile * spread.StandardDeviation!.Value / Math.Sqrt(count), spread.Confidence!.Value, 1e-9);
    }

    [Fact]
    public void Confidence_OfOneValue_IsUnknown() => Assert.Null(Spread.Of([1]).Confidence);

    [Fact]
    public void OfFinite_OtherValues_AreLeftOut()
    {
        Assert.Equal((2, 2.0), (Spread.OfFinite([1, null, double.NaN, 3, double.PositiveInfinity])!.Count, Spread.OfFinite([1, 3])!.Mean));
        Assert.Null(Spread.OfFinite([null, double.NaN]));
    }
}
