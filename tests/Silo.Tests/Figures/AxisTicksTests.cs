using FastOde.Silo.Figures;

namespace FastOde.Silo.Tests.Figures;

public sealed class AxisTicksTests
{
    [Fact]
    public void AtMeasured_FewPlaces_AreTheTicks() =>
        Assert.Equal([1, 2, 4, 20, 100], AxisTicks.AtMeasured([4, 1, 2, 2, 20, 100], log: true));

    [Fact]
    public void AtMeasured_PlacesWithoutRoom_AreLeftOut() =>
        Assert.Equal([1, 100], AxisTicks.AtMeasured([1, 2, 100], log: false));

    [Fact]
    public void AtMeasured_ManyPlaces_LeaveTheAxisToItself() =>
        Assert.Empty(AxisTicks.AtMeasured(Enumerable.Range(1, 15).Select(place => (double)place), log: false));

    [Theory]
    [InlineData(20, 95, new double[] { 20, 30, 40, 50, 60, 70, 80, 90 })]
    [InlineData(0.9, 300, new double[] { 1, 2, 5, 10, 20, 50, 100, 200 })]
    [InlineData(0.5, 20000, new double[] { 1, 10, 100, 1000, 10000 })]
    public void OfDecades_ARange_CarriesAsManyNumbersAsItHasRoomFor(double least, double greatest, double[] ticks) =>
        Assert.Equal(ticks, AxisTicks.OfDecades(least, greatest), (a, b) => Math.Abs(a - b) < 1e-9);

    [Theory]
    [InlineData(20, "20")]
    [InlineData(0.05, "0.05")]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(2e-5, "2e-5")]
    [InlineData(0, "0")]
    public void Text_OfANumber_IsShort(double value, string text) => Assert.Equal(text, AxisTicks.Text(value));
}
