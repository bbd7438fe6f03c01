using FastOde.Analysis.Statistics;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Tests.Reports;

public sealed class SpreadTextTests
{
    [Theory]
    [InlineData("12.5", 12.5)]
    [InlineData("0.217", 0.21714)]
    [InlineData("0.00", 0.0)]
    [InlineData("3.2e-7", 3.2e-7)]
    [InlineData("-1.5e-4", -1.5e-4)]
    [InlineData("2.5e6", 2.5e6)]
    [InlineData("1.00 ± 2.54", 0.8, 1.2)]
    [InlineData("1.00 ± 0.50", 0.8, 1.0, 1.2)]
    [InlineData("2e-7 ± 1.3e-6", 1e-7, 3e-7)]
    public void Of_Values_HaveThreeSignificantDigits(string expected, params double[] values) =>
        Assert.Equal(expected, SpreadText.Of(Spread.Of(values)));
}
