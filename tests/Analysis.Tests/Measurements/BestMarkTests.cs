using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class BestMarkTests
{
    [Theory]
    [InlineData("wasserstein2", 1, 2, true, false)]
    [InlineData("recall[x]", 0.4, 0.6, false, true)]
    [InlineData("kid[x]", -0.001, 0.002, true, false)]
    [InlineData("curvature", 1.9e-14, 5.4e-14, false, false)]
    [InlineData("wasserstein2", 0.73125, 0.7312500001, false, false)]
    [InlineData("wasserstein2", double.NaN, 0.5, false, false)]
    [InlineData("value", 1.9e-14, 5.4e-14, true, false)]
    public void Marks_TwoReadings_AreBestWhereTheOtherIsWorseByMoreThanRounding(string metric, double first, double second, bool firstIsBest, bool secondIsBest)
    {
        CellReading[] readings = [Read(metric, first, 4), Read(metric, second, 4)];

        Assert.Equal([firstIsBest, secondIsBest], readings.Select(BestMark.Of(metric, readings).Marks));
    }

    [Fact]
    public void Marks_SeveralThatTie_AreAllBest()
    {
        CellReading?[] readings = [Read("wasserstein2", 1, 4), Read("wasserstein2", 1, 4), null, Read("wasserstein2", 2, 4)];

        Assert.Equal([true, true, false, false], readings.Select(BestMark.Of("wasserstein2", readings).Marks));
    }

    [Theory]
    [InlineData("curvature")]
    [InlineData("path-energy-excess")]
    public void Marks_ZeroByConstruction_TakesNoPart(string metric)
    {
        CellReading[] readings = [Read(metric, 0, 1), Read(metric, 0.5, 2), Read(metric, 0.7, 2)];

        Assert.Equal([false, true, false], readings.Select(BestMark.Of(metric, readings).Marks));
    }

    [Fact]
    public void Marks_PathEnergyOfOneStep_IsARealValue()
    {
        CellReading[] readings = [Read("path-energy", 4, 1), Read("path-energy", 5, 1)];

        Assert.Equal([true, false], readings.Select(BestMark.Of("path-energy", readings).Marks));
    }

    private static CellReading Read(string metric, double value, double number) => CellReading.Of([Sample.Row("1-1", value, number, metric)])!;
}
