using CsCheck;
using FastOde.TestSupport;

namespace FastOde.Specs.Tests;

public sealed class SearchDimensionTests
{
    private static readonly Gen<double> Uniform = Gen.Double[0, 1].Where(uniform => uniform < 1);

    [Fact]
    public void Values_OfSteppedRange_EndAtTheLastNumberInside()
    {
        var dimension = Dimensions.Steps("key", 1, 9.5, 2);
        Assert.Equal([1, 3, 5, 7, 9], Values(dimension).Select(value => value.Number));
    }

    [Fact]
    public void Values_OfDecimalSteps_AreTheDecimalsMeant()
    {
        var dimension = Dimensions.Steps("key", 0, 0.7, 0.1);
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], Values(dimension).Select(value => value.Number));
    }

    [Fact]
    public void Values_OfContinuousRange_CannotBeCounted() => Assert.Null(Dimensions.Range("key", 0, 1).Count);

    [Fact]
    public void Draw_SteppedRange_GivesAListedValue() =>
        Gen.Select(Gen.Double[0.001, 100], Gen.Double[0.001, 100], Gen.Double[0.01, 30], Gen.Bool, Uniform).Sample((min, length, step, log, uniform) =>
        {
            var dimension = Dimensions.Steps("key", min, min + length, step, log);
            var value = dimension.Draw(uniform);
            return Values(dimension).Contains(value) && dimension.CanBe(value) && value.Number >= min && value.Number <= min + length;
        });

    [Fact]
    public void Draw_ContinuousRange_StaysInside() =>
        Gen.Select(Gen.Double[1e-6, 1e6], Gen.Double[1e-6, 1e6], Gen.Bool, Uniform).Sample((min, length, log, uniform) =>
        {
            var dimension = Dimensions.Range("key", min, min + length, log);
            return dimension.CanBe(dimension.Draw(uniform));
        });

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(0.5, 1e-4)]
    [InlineData(1.0 / 3, 4.641588833612779e-5)]
    public void Draw_LogRange_IsGeometric(double uniform, double expected) =>
        Assert.Equal(1, Dimensions.Range("key", 1e-5, 1e-3, true).Draw(uniform).Number!.Value / expected, 1e-9);

    [Fact]
    public void Draw_LinearSteps_AreEquallyLikely()
    {
        var dimension = Dimensions.Steps("key", 1, 9, 2);
        var counts = Enumerable.Range(0, 1000).Select(index => dimension.Draw(index / 1000.0)).CountBy(value => value.Number!.Value);
        Assert.All(counts, count => Assert.Equal(200, count.Value));
    }

    [Fact]
    public void Draw_LogSteps_AreAsLikelyAsTheirPartOfTheRange()
    {
        var dimension = Dimensions.Steps("key", 1, 7, 1, true);
        var counts = Enumerable.Range(0, 9000).Select(index => dimension.Draw(index / 9000.0)).CountBy(value => value.Number!.Value).ToDictionary();

        // 1 to 2, 2 to 4 and 4 to 8 are each a third of the range from 1 to 8.
        Assert.InRange(counts[1], 2998, 3002);
        Assert.InRange(counts[2] + counts[3], 2996, 3004);
        Assert.InRange(counts[4] + counts[5] + counts[6] + counts[7], 2996, 3004);
    }

    [Fact]
    public void Draw_Categories_AreEquallyLikely()
    {
        var dimension = Dimensions.Of("key", [ParameterValue.Of("a"), ParameterValue.Of(2), ParameterValue.Of(true)]);
        var counts = Enumerable.Range(0, 900).Select(index => dimension.Draw(index / 900.0)).CountBy(value => value);
        Assert.All(counts, count => Assert.Equal(300, count.Value));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(11, false)]
    [InlineData(-1, false)]
    public void CanBe_SteppedRange_OnlyItsNumbers(double number, bool expected) =>
        Assert.Equal(expected, Dimensions.Steps("key", 1, 9, 2).CanBe(ParameterValue.Of(number)));

    [Fact]
    public void CanBe_TextOfANumber_IsNotTheNumber() =>
        Assert.False(Dimensions.Of("key", [ParameterValue.Of(1)]).CanBe(ParameterValue.Of("1")));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void Constructor_EndsOutOfOrder_AreRefused(double min, double max)
    {
        var error = Assert.Throws<ArgumentException>(() => Dimensions.Range("size", min, max));
        Assert.Contains("'size'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LogRangeFromZero_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Dimensions.Range("key", 0, 1, true));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e-30)]
    public void Constructor_UselessStep_IsRefused(double step) =>
        Assert.Throws<ArgumentException>(() => Dimensions.Steps("key", 0, 1, step));

    [Fact]
    public void Constructor_RepeatedOrNoValues_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Dimensions.Of("key", [ParameterValue.Of(1), ParameterValue.Of(1)]));
        Assert.Throws<ArgumentException>(() => Dimensions.Of("key", []));
    }

    private static IEnumerable<ParameterValue> Values(SearchDimension dimension)
    {
        for (var index = 0L; index < dimension.Count; index++)
            yield return dimension.At(index);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, 0.7)]
    [InlineData(true, 0.7)]
    public void Uniform_OfWhatADrawGave_SelectsItAgain(bool log, double? step)
    {
        var dimension = new SearchDimension { Key = "a", Min = 0.5, Max = 20, Log = log, Step = step };
        Assert.All(Enumerable.Range(0, 1000), number =>
        {
            var drawn = dimension.Draw(number / 1000.0);
            Assert.Equal(drawn.Number!.Value, dimension.Draw(dimension.Uniform(drawn)).Number!.Value, 1e-12);
        });
    }

    [Fact]
    public void Uniform_OfListedValues_IsTheMiddleOfTheirParts()
    {
        var dimension = new SearchDimension { Key = "a", Values = [ParameterValue.Of("x"), ParameterValue.Of("y")] };
        Assert.Equal([0.25, 0.75], dimension.Values!.Select(dimension.Uniform));
        Assert.Throws<ArgumentException>(() => dimension.Uniform(ParameterValue.Of("z")));
    }
}
