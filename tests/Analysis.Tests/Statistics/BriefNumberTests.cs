using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Tests.Statistics;

public sealed class BriefNumberTests
{
    [Theory]
    [InlineData(0.14512, "0.145")]
    [InlineData(12.345, "12.3")]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(1234.6, "1235")]
    [InlineData(0, "0")]
    [InlineData(1.234e-5, "1.23e-5")]
    [InlineData(-2.5e7, "-2.5e7")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void Of_ANumber_HasThreeSignificantDigits(double value, string expected) => Assert.Equal(expected, BriefNumber.Of(value));
}
