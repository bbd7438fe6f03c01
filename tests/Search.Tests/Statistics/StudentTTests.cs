using CsCheck;
using FastOde.Search.Statistics;

namespace FastOde.Search.Tests.Statistics;

public sealed class StudentTTests
{
    [Theory]
    [InlineData(0.975, 1, 12.706204736432095)]
    [InlineData(0.975, 2, 4.302652729911275)]
    [InlineData(0.975, 4, 2.776445105197999)]
    [InlineData(0.995, 9, 3.249835541592142)]
    [InlineData(0.95, 30, 1.697260886593957)]
    [InlineData(0.025, 4, -2.776445105197999)]
    [InlineData(0.975, 1e7, 1.959964)]
    public void Quantile_OfTabulatedProbabilities_GivesTheTable(double probability, double degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 1e-6);

    [Fact]
    public void Cumulative_OneDegree_IsCauchys() => Gen.Double[-50, 50].Sample(t =>
        Math.Abs(StudentT.Cumulative(t, 1) - (0.5 + (Math.Atan(t) / Math.PI))) < 1e-12);

    [Fact]
    public void Cumulative_TwoDegrees_IsTheClosedForm() => Gen.Double[-50, 50].Sample(t =>
        Math.Abs(StudentT.Cumulative(t, 2) - (0.5 + (t / (2 * Math.Sqrt(2 + (t * t)))))) < 1e-12);

    [Fact]
    public void Quantile_IsTheInverseOfCumulative() => Gen.Select(Gen.Double[0.001, 0.999], Gen.Int[1, 200]).Sample((probability, degrees) =>
        Math.Abs(StudentT.Cumulative(StudentT.Quantile(probability, degrees), degrees) - probability) < 1e-10);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_OfNoProbability_IsRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(probability, 3));
}
