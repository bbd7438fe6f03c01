using CsCheck;
using FastOde.Search.Statistics;

namespace FastOde.Search.Tests.Statistics;

public sealed class SampleStatisticsTests
{
    private static readonly double[] Values = [2, 4, 4, 4, 5, 5, 7, 9];

    private static readonly Gen<double[]> Samples = Gen.Double[-1e3, 1e3].Array[2, 30];

    [Fact]
    public void Mean_OfEightValues_IsTheirAverage() => Assert.Equal(5, SampleStatistics.Mean(Values));

    [Fact]
    public void StandardDeviation_OfEightValues_DividesBySeven() =>
        Assert.Equal(Math.Sqrt(32.0 / 7), SampleStatistics.StandardDeviation(Values), 1e-14);

    [Fact]
    public void StandardError_OfEightValues_IsTheDeviationOverRootEight() =>
        Assert.Equal(Math.Sqrt(32.0 / 7 / 8), SampleStatistics.StandardError(Values), 1e-14);

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 9.0, 1, 5, 4 }, 4.5)]
    public void Median_OfUnsortedValues_IsTheMiddle(double[] values, double expected) =>
        Assert.Equal(expected, SampleStatistics.Median(values));

    [Fact]
    public void ConfidenceInterval_OfEightValues_UsesSevenDegrees()
    {
        var interval = SampleStatistics.ConfidenceInterval(Values);

        var half = 2.364624251592784 * SampleStatistics.StandardError(Values);
        Assert.Equal(5 - half, interval.Lower, 1e-9);
        Assert.Equal(5 + half, interval.Upper, 1e-9);
    }

    [Fact]
    public void ConfidenceInterval_HigherLevel_IsWider() => Samples.Sample(values =>
    {
        var narrow = SampleStatistics.ConfidenceInterval(values, 0.5);
        var wide = SampleStatistics.ConfidenceInterval(values, 0.99);
        return wide.Lower <= narrow.Lower && wide.Upper >= narrow.Upper;
    });

    [Fact]
    public void StandardDeviation_ShiftedAndScaled_ScalesOnly() =>
        Gen.Select(Samples, Gen.Double[-10, 10], Gen.Double[-1e3, 1e3]).Sample((values, scale, shift) =>
        {
            var changed = values.Select(value => (scale * value) + shift).ToArray();
            var expected = Math.Abs(scale) * SampleStatistics.StandardDeviation(values);
            return Math.Abs(SampleStatistics.StandardDeviation(changed) - expected) < 1e-8 * (1 + expected);
        });

    [Fact]
    public void Median_SplitsTheValuesInHalf() => Samples.Sample(values =>
    {
        var median = SampleStatistics.Median(values);
        return values.Count(value => value < median) * 2 <= values.Length && values.Count(value => value > median) * 2 <= values.Length;
    });

    [Fact]
    public void StandardDeviation_OfOneValue_SaysHowManyItNeeds()
    {
        var error = Assert.Throws<ArgumentException>(() => SampleStatistics.StandardDeviation([1.0]));
        Assert.Contains("needs at least 2 values, found 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => SampleStatistics.Mean([]));
}
