using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(12.3168, "12.3")]
    [InlineData(0.14549, "0.145")]
    [InlineData(0.0213, "0.0213")]
    [InlineData(1234.5, "1234")]
    [InlineData(0, "0")]
    [InlineData(-0.5, "-0.500")]
    [InlineData(0.000012, "1.2e-5")]
    [InlineData(2500000, "2.5e6")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Brief_Number_KeepsThreeSignificantDigits(double value, string expected) =>
        Assert.Equal(expected, NumberText.Brief(value));

    [Fact]
    public void BriefOrDash_NoNumber_IsADash() => Assert.Equal("–", NumberText.BriefOrDash(null));

    [Theory]
    [InlineData(42, "42 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(600, "10 min")]
    [InlineData(3900, "1 h 5 min")]
    [InlineData(90000, "1 d 1 h")]
    [InlineData(172800, "2 d")]
    public void Duration_Seconds_AreTheTwoLargestUnits(int seconds, string expected) =>
        Assert.Equal(expected, NumberText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(12.34, "12.3")]
    [InlineData(1282.6, "1,282")]
    [InlineData(128_000, "128,000")]
    [InlineData(2.4e7, "2.4e7")]
    public void Quantity_Value_HasItsThousandsApart(double value, string expected) => Assert.Equal(expected, NumberText.Quantity(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(345678, "337.6 KiB")]
    [InlineData(5 * 1024 * 1024, "5.0 MiB")]
    public void Bytes_Size_HasItsUnit(long bytes, string expected) => Assert.Equal(expected, NumberText.Bytes(bytes));
}
