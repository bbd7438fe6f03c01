using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Tests.Statistics;

public sealed class SeedsNeededTests
{
    /// <summary>The sample sizes of Cohen's tables (Statistical Power Analysis, 1988) for 80 % at 5 %.</summary>
    [Theory]
    [InlineData(0.5, false, 64)]
    [InlineData(0.8, false, 26)]
    [InlineData(1.0, false, 17)]
    [InlineData(0.5, true, 34)]
    [InlineData(1.0, true, 10)]
    [InlineData(-0.5, true, 34)]
    public void For_AnEffect_IsTheSizeOfTheTables(double effect, bool paired, int expected) => Assert.Equal(expected, SeedsNeeded.For(effect, paired));

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(double.NaN)]
    public void For_ATinyEffect_IsNoAnswer(double effect) => Assert.Null(SeedsNeeded.For(effect, paired: false));

    [Fact]
    public void Power_OfMoreSeeds_Rises() => Assert.Equal(
        Enumerable.Range(2, 60).Select(seeds => SeedsNeeded.Power(0.7, seeds, paired: false)).Order(),
        Enumerable.Range(2, 60).Select(seeds => SeedsNeeded.Power(0.7, seeds, paired: false)));
}
